import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0304', 'jextract', '20 s')
project.hasNoGeneratedFiles()
return true
