import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Odd.java', 6, 32, 'SG0306', 'no/such_header.h')
project.hasNoGeneratedFiles()
return true
