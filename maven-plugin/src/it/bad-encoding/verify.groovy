import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('src/main/java/it/Good.java:12:7: error: [SG0114] ')
project.logHas('0xE4')
assert project.logCount('error: [') == 1
// The project's encoding is what the specs are read in.
project.hasFile('target/generated-sources/shimgen/it/GoodCalls.java')
return true
