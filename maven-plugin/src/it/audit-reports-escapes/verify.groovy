import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

// The command's output is its own, and its exit status is part of the report, not of the build.
project.logHas('<artifactId>audit-reports-escapes</artifactId>')
project.logHas('exit status 7, 3 programs started')
project.logMatches(/openat +opendir +ls +1  wrap opendir \(group Directories\)/)
project.logMatches(/openat +open(64)? +cat +1$/)
project.hasFile('target/shimgen/audit/opens.txt')
def report = new File(basedir, 'target/shimgen/audit/opens.txt').text
assert report.startsWith('Escape audit of opens: sh -c "cat pom.xml; ls /; exit 7"\n')
assert !report.contains(basedir.path)
return true
