import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHas('open64 is another name of open')
project.logHas('left out: mcount cannot be wrapped: ')
project.logHasNot('warning: [SG')
def source = new File(basedir, 'src/main/java/com/acme/FileAudit.java').text
assert source.contains('@Shim("fileaudit")')
assert source.contains('public interface FileAudit extends FileSize {')
assert source.contains('int stat(@Path String pathname, @Out(show = {"st_mode", "st_size"}) Stat statbuf);')
assert source.contains('// mcount cannot be wrapped: ')
def symbols = project.dynamicSymbols('target/shimgen/libfileaudit.so')
assert symbols.containsAll(['stat', 'open', 'open64', '__open_2', 'truncate', 'posix_fallocate'])
assert !symbols.contains('mcount')
return true
