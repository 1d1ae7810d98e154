import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logMatches(/.*\[\d+\] open(64)?\("\/missing", O_RDONLY.*\) = -1 ENOENT .*<\d+ .+s>/)
project.logHas('quoted, and traced')
assert !new File(basedir, 'build.log').text.contains('"pom.xml", O_RDONLY')
assert !new File(basedir, 'events').exists()
assert new File(basedir, 'target/page.html').text.contains('/missing')
return true
