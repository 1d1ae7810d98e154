import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Gone.java', 8, 9, 'SG0208', 'atexit')
project.hasNoGeneratedFiles()
return true
