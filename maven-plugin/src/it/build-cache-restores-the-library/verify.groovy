import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('Found cached build, restoring')
assert project.logCount(' made ') == 1
project.hasFile('target/shimgen/libgood.so')
project.logHasNot('SG0602')
return true
