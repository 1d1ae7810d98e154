import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHasNot('warning: [SG')
project.logMatches('com/acme/All.java: \\d{4} functions, \\d+ of them from \\d+ ready-made groups')
assert project.dynamicSymbols('target/shimgen/liball.so').size() > 2000
return true
