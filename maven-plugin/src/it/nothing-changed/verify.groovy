import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('nothing has changed: the generated sources are up to date')
project.logHas('libgood.so is up to date')
assert project.logCount(' made ') == 1
return true
