import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// Nobody has to guess why nothing is shown.
project.logHas('no shim here traces: @Trace on the interface shows its calls')
return true
