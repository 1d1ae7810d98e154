import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('Tests run: 2, Failures: 0, Errors: 0, Skipped: 0')
project.hasFile('target/generated-test-sources/shimgen/it/ProbeCalls.java')
project.hasFile('target/test-classes/it/ProbeCalls.class')
project.hasFile('target/shimgen-test/libprobe.so')
// Nothing of it is in the project itself.
project.hasNoFile('target/classes/it/ProbeCalls.class')
project.hasNoFile('target/shimgen/c')
project.hasNoFile('target/shimgen/libprobe.so')
assert project.logCount('left out: maven.test.skip is set') == 2
return true
