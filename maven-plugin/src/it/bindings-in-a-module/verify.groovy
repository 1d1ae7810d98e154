import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// Fails without the descriptors ("module not found: dev.shimgen.spec"), and where dev.shimgen.runtime does not hand on
// java.compiler ("package javax.annotation.processing is not visible").
project.hasFile('target/classes/module-info.class')
project.logHas('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
return true
