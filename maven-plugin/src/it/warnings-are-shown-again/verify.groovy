import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('nothing has changed: the generated sources are up to date')
assert project.logCount('src/main/java/it/Good.java:10:18: warning: [SG0213] ') == 2
// With the source line and the caret.
assert project.logCount('public interface Good {') == 2
return true
