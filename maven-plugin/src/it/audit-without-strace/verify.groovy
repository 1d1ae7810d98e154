import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0610', 'apt-get install strace', 'shimgen.strace')
project.hasNoFile('target/shimgen/audit/opens.txt')
return true
