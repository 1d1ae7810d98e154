import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0107', '@Shim')
project.hasNoGeneratedFiles()
return true
