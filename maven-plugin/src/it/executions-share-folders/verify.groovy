import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// Fails when each execution takes the folders for its own: the second one removes what the first one made.
assert project.logCount('nothing has changed: the generated sources are up to date') == 3
// By the first execution that compiles, for both: two in the first build, none in the second, and two in the last one, where
// the folder of C has changed.
assert project.logCount(' made ') == 4
['target/generated-sources/shimgen/it/FirstCalls.java',
 'target/generated-sources/shimgen/it/ThirdCalls.java',
 'target/shimgen/c/first.c',
 'target/shimgen/c/third.c',
 'target/shimgen/libfirst.so',
 'target/shimgen/libthird.so'].each { project.hasFile(it) }
['target/generated-sources/shimgen/it/SecondCalls.java',
 'target/shimgen/c/second.c',
 'target/shimgen/libsecond.so'].each { project.hasNoFile(it) }
return true
