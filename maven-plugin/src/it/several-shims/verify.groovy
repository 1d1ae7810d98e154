import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasFile('target/shimgen/libfirst.so')
project.hasFile('target/shimgen/libsecond.so')
// Both are preloaded: what the first hands on, the second sees.
project.logMatches(/.*\[\d+\] open(64)?\("pom.xml", O_RDONLY.*/)
assert project.logCount('"pom.xml", O_RDONLY') == 2
return true
