import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('error: [SG0603] shimgen.timeout: "-1"')
project.logHas('error: [SG0603] shimgen.timeout: "soon"')
project.logHas('error: [SG0603] shimgen.skip: "ture"')
project.logHas('error: [SG0603] shimgen.timeout: "0"')
project.logHas('error: [SG0603] shimgen.ignoreExitStatus: "perhaps"')
project.logHas('error: [SG0603] shimgen.environment: "A"')
['shimgen.cOutput',
 'shimgen.catalogue',
 'shimgen.directory',
 'shimgen.includes',
 'shimgen.javaOutput',
 'shimgen.libraryDirectory',
 'shimgen.recording',
 'shimgen.sources',
 'shimgen.testCOutput'].each { project.logHas('error: [SG0603] ' + it + ': ') }
assert project.logCount('error: [SG0603]') == 17
assert project.logCount('1 error, shown above: SG0603') == 17
project.logHasNot('\tat ')
project.hasNoGeneratedFiles()
return true
