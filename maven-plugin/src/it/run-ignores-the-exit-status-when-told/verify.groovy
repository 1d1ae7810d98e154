import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('exit status 3')
return true
