import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

['error', 'warning'].each {
    project.logHas(it + ': [SG0801] the project is compiled for Java 17, and the bindings need 22')
    project.logHas(it + ': [SG0802] the bindings use dev.shimgen:shimgen-runtime, which is not on the compile class path')
}
project.logHas('2 errors, shown above: SG0801, SG0802')
assert project.logCount('[SG08') == 4
// The compiler had no chance to say it a hundred times.
project.logHasNot('cannot find symbol')
project.logHasNot('COMPILATION ERROR')
return true
