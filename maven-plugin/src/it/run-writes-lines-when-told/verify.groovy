import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('quoted, and traced')
assert new File(basedir, 'lines').text =~ /(?m)^\[\d+\] open(64)?\("pom.xml", O_RDONLY.*\) = \d+ <\d+ .s>$/
return true
