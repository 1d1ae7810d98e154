import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0614', 'went past the shim', 'shimgen.failOnEscape')
project.hasFile('target/shimgen/audit/opens.txt')
return true
