import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// Without these, javac finds fault with each generated line that has to do with another class.
project.hasError('SG0801', 'compiled for Java 17', 'maven.compiler.release', 'shimgen.bindings')
project.hasError('SG0802', 'dev.shimgen:shimgen-runtime', 'shimgen.bindings')
project.logHas('2 errors, shown above: SG0801, SG0802')
project.logHasNot('COMPILATION ERROR')
project.hasNoGeneratedFiles()
return true
