import dev.shimgen.maven.it.BuiltProject

// Seen to fail when the goals do not hand the target on: the catalogue is that of x86_64-linux-gnu.
def project = new BuiltProject(basedir)

project.logHas('recorded catalogue of aarch64-linux-gnu')
project.logHas('libgood: 1 function, 1 symbol')
project.hasFile('target/shimgen/c/good.c')
project.hasFile('target/shimgen/libgood.so')
// elf(5): e_machine has 2 bytes at 18; 183 is EM_AARCH64.
def header = new File(basedir, 'target/shimgen/libgood.so').bytes
assert (header[18] & 0xff) + 256 * header[19] == 183
return true
