import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('error: [SG0604] exit status 3: sh -c \'exit 3\'')
project.logHasNot('MojoExecutionException')
return true
