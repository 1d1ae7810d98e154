import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logMatches(/.*\[\d+\] open(64)?\("pom.xml", O_RDONLY.*\) = \d+ <\d+ .+s>/)
project.logHas('quoted, and traced')
return true
