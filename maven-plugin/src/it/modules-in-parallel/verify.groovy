import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('with a thread count of 2')
project.logHasNot('thread-safe')
// Two libraries of one platform need more than the platform to be told apart.
def installed = { module -> new File(localRepositoryPath, "dev/shimgen/it/module-${module}/1").list().findAll { it.endsWith('.so') } }
assert installed('one').size() == 1
assert installed('one')[0] ==~ /module-one-1-linux-\w+-\w+\.so/
assert installed('two').size() == 2
assert installed('two').any { it ==~ /module-two-1-first-linux-\w+-\w+\.so/ }
assert installed('two').any { it ==~ /module-two-1-second-linux-\w+-\w+\.so/ }
return true
