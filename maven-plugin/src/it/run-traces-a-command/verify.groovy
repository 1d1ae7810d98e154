import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logMatches(/.*\[\d+\] open(64)?\("pom.xml", O_RDONLY.*\) = \d+ <\d+ .+s>/)
project.logHas('quoted, and traced')
// As events, since nothing else is asked for.
project.logHas('SHIMGEN_SESSION=')
assert !new File(basedir, 'build.log').text.contains('SHIMGEN_TRACE=')
return true
