import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0305')
project.hasNoGeneratedFiles()
return true
