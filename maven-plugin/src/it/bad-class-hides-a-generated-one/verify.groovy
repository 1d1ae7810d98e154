import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Status.java', 11, 17, 'SG0108', 'struct stat', 'hides it')
project.hasError('src/main/java/it/Status.java', 14, 7, 'SG0108', 'StatusCalls', 'hides it')
assert project.logCount('error: [SG') == 2
project.hasNoGeneratedFiles()
return true
