import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0303', 'Segmentation fault')
project.hasNoGeneratedFiles()
return true
