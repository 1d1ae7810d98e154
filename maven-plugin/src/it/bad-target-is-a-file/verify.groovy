import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('SG0501', 'shimgen.javaOutput: ', '/target is a file; no file was changed', 'Move that file away')
assert project.logCount('error: ') == 1
assert new File(basedir, 'target').text == 'a file where a folder should be\n'
return true
