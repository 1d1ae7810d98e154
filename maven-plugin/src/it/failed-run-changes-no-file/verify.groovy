import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/wrong/java/it/Good.java', 11, 9, 'SG0102', 'acess', 'did you mean')
project.generatedFilesAreUntouched('target/generated-sources/shimgen')
project.generatedFilesAreUntouched('target/shimgen/c')
project.hasFile('target/generated-sources/shimgen/it/GoodCalls.java')
project.hasFile('target/shimgen/libgood.so')
return true
