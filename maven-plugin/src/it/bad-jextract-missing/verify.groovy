import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0302', '/no/such/jextract', 'shimgen.jextract')
project.hasNoGeneratedFiles()
return true
