import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0401', '/no/such/cc', 'shimgen.cc')
project.hasNoGeneratedFiles()
return true
