import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

['generate', 'compile', 'record', 'run', 'scaffold', 'help'].each { project.logHas("shimgen:" + it) }
['shimgen.jextract', 'shimgen.catalogue', 'shimgen.cc', 'shimgen.timeout', 'shimgen.command', 'shimgen.trace'].each {
    project.logHas('User property: ' + it)
}
return true
