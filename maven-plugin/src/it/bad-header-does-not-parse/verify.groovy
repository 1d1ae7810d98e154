import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Odd.java', 6, 32, 'SG0307', 'broken.h')
project.hasNoGeneratedFiles()
return true
