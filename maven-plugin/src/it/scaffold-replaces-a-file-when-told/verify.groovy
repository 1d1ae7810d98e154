import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

assert new File(basedir, 'src/main/java/com/acme/Mine.java').text.contains('int close(@Fd int fd);')
assert new File(basedir, 'src/main/java/com/acme').list() == ['Mine.java'] as String[]
project.hasFile('target/elsewhere/com/acme/Other.java')
return true
