import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasFile('target/shimgen/c/after.c')
project.hasFile('target/shimgen/libafter.so')
project.hasFile('target/generated-sources/shimgen/it/AfterCalls.java')
project.hasNoFile('target/shimgen/c/before.c')
project.hasNoFile('target/shimgen/libbefore.so')
project.hasNoFile('target/generated-sources/shimgen/it/BeforeCalls.java')
return true
