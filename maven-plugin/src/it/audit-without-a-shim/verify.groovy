import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0602', 'mvn package')
project.hasNoGeneratedFiles()
return true
