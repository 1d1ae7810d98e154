import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// Without these, javac finds fault with each generated line that has to do with another class.
project.hasError('SG0620', 'compiled for Java 17', 'maven.compiler.release', 'shimgen.bindings')
project.hasError('SG0621', 'dev.shimgen:shimgen-runtime', 'shimgen.bindings')
project.logHas('2 errors, shown above: SG0620, SG0621')
project.logHasNot('COMPILATION ERROR')
project.hasNoGeneratedFiles()
return true
