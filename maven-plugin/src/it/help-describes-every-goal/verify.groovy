import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

['generate', 'compile', 'record', 'run', 'audit', 'scaffold', 'help'].each { project.logHas("shimgen:" + it) }
['shimgen.jextract', 'shimgen.catalogue', 'shimgen.cc', 'shimgen.timeout', 'shimgen.command', 'shimgen.trace', 'shimgen.failOnEscape'].each {
    project.logHas('User property: ' + it)
}
return true
