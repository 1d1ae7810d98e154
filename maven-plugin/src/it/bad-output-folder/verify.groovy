import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0501', 'taken', 'no file was changed')
project.hasNoFile('target/generated-sources/shimgen/it/GoodCalls.java')
project.hasNoGeneratedFiles()
return true
