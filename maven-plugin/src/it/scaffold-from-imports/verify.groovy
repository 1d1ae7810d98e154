import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logMatches('/bin/ls imports \\d+ symbols of the C library, which are \\d+ functions; \\d+ of other libraries')
project.logHasNot('warning: [SG')
assert project.dynamicSymbols('target/shimgen/libls.so').containsAll(['opendir', 'readdir', '__snprintf_chk', 'malloc'])
// What was scaffolded from ls does not disturb ls.
def builder = new ProcessBuilder('/bin/ls', '-l', basedir.path).redirectErrorStream(true)
def without = builder.start()
def expected = without.inputStream.text
builder.environment().put('LD_PRELOAD', new File(basedir, 'target/shimgen/libls.so').path)
def with = builder.start()
assert with.inputStream.text == expected
assert with.waitFor() == 0
return true
