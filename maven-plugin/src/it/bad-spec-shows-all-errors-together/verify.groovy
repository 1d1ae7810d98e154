import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.hasError('src/main/java/it/Misspelt.java', 8, 9, 'SG0102', '"acess"', 'did you mean "access"', 'unistd.h')
project.hasError('src/main/java/it/Misspelt.java', 10, 9, 'SG0201', 'unlink')
project.hasError('src/main/java/it/Misspelt.java', 12, 15, 'SG0202', 'chmod')
project.hasError('src/main/java/it/Overloads.java', 10, 9, 'SG0103', 'rmdir')
project.hasError('src/main/java/it/NoInterface.java', 6, 1, 'SG0104')
project.hasError('src/main/java/it/Names.java', 6, 7, 'SG0105')
assert project.logCount('error: [SG') >= 6
project.hasNoGeneratedFiles()
return true
