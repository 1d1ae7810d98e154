import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0701', 'no function is selected')
project.hasError('SG0702', 'no name for the interface')
project.hasError('SG0702', '"com.acme.not-a-name" is not the name of a Java interface')
project.hasError('SG0701', 'selects all of libc already')
project.hasError('SG0706', 'sat is a macro', 'did you mean "stat"')
project.hasError('SG0707', '<sys/scoket.h>', 'did you mean "sys/socket.h"?')
project.hasError('SG0703', '/no/such/program does not exist')
project.hasError('SG0703', 'pom.xml is not an ELF file')
project.hasError('SG0709', 'mcount cannot be wrapped')
project.hasError('SG0708', 'Mine.java exists', '-Dshimgen.force')
project.hasError('SG0603', 'shimgen.force: "perhaps"')
project.hasNoGeneratedFiles()
def sources = new File(basedir, 'src/main/java/com/acme').list()
assert sources == ['Mine.java'] as String[]
assert new File(basedir, 'src/main/java/com/acme/Mine.java').text.contains("An author's own work")
return true
