import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('header facts: ')
project.logHas('libgood: 1 function, 1 symbol')
project.hasFile('target/generated-sources/shimgen/it/GoodCalls.java')
project.hasFile('target/shimgen/c/good.c')
project.hasFile('target/shimgen/libgood.so')
assert project.dynamicSymbols('target/shimgen/libgood.so').contains('access')
return true
