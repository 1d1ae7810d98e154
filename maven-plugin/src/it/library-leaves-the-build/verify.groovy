import dev.shimgen.maven.it.BuiltProject
import java.util.zip.ZipFile

def project = new BuiltProject(basedir)
def name = 'library-leaves-the-build'
def library = new File(basedir, 'target/shimgen/libgood.so')

// No compiler names the platform here: the artifact's classifier has to be that of the folder in the jar.
def jar = new ZipFile(new File(basedir, "target/${name}-1.jar"))
def natives = jar.entries().findAll { it.name ==~ 'META-INF/native/.*/libgood\\.so' }
assert natives.size() == 1
def (machine, system, libc) = natives[0].name.split('/')[2].split('-')
assert jar.getInputStream(natives[0]).bytes == library.bytes

def installed = new File(localRepositoryPath, "dev/shimgen/it/${name}/1/${name}-1-${system}-${machine}-${libc}.so")
assert installed.bytes == library.bytes

// What is nowhere else is run from the classes.
project.logHasNot('SG0602')
// A project that only wants the library needs no JDK 22, and no runtime.
project.hasNoFile('target/generated-sources/shimgen/it/GoodCalls.java')
return true
