import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Broken.java', 8, 32, 'SG0101')
project.hasNoGeneratedFiles()
return true
