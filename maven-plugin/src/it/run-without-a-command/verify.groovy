import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0601', '-Dshimgen.command')
project.hasNoGeneratedFiles()
return true
