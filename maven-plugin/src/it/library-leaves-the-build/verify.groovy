import dev.shimgen.maven.it.BuiltProject
import java.util.zip.ZipFile

def project = new BuiltProject(basedir)
def name = 'library-leaves-the-build'

// No compiler names the platform here: the artifact's classifier has to be that of the folder in the jar.
def published = new File(localRepositoryPath, "dev/shimgen/it/${name}/1")
def jar = new ZipFile(new File(published, "${name}-1.jar"))
def natives = jar.entries().findAll { it.name ==~ 'META-INF/native/.*/libgood\\.so' }
assert natives.size() == 1
def (machine, system, libc) = natives[0].name.split('/')[2].split('-')
def installed = new File(published, "${name}-1-${system}-${machine}-${libc}.so")
assert jar.getInputStream(natives[0]).bytes == installed.bytes

// Each run finds it in the next place, after the one before has removed it.
def loaded = { run -> new File(basedir, "${run}.txt").text - "${basedir}/" }
assert loaded('execution') == 'target/own/libgood.so'
assert loaded('classes') == "target/classes/META-INF/native/${machine}-${system}-${libc}/libgood.so"
assert loaded('jar') == "target/shimgen/state/run/${machine}-${system}-${libc}/libgood.so"
assert new File(basedir, loaded('jar')).bytes == installed.bytes
assert loaded('artifact').startsWith("target/${name}-1-linux-")
assert !new File(basedir, 'nothing.txt').exists()
assert project.logCount('error: [SG0602]') == 1
project.hasError('SG0602', 'target/own,', 'target/shimgen,', 'target/classes/META-INF/native,', "target/${name}-*.so,".toString(),
        "target/${name}-1*.jar,".toString(), 'target/shimgen-test. ')
// A project that only wants the library needs no JDK 22, and no runtime.
project.hasNoFile('target/generated-sources/shimgen/it/GoodCalls.java')
return true
