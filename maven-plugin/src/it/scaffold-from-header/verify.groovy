import dev.shimgen.maven.it.BuiltProject

def project = new BuiltProject(basedir)

project.logHasNot('warning: [SG')
def source = new File(basedir, 'src/main/java/com/acme/Net.java').text
assert source.contains('/** {@code <netdb.h>}. */')
assert source.contains('public interface Net extends Sockets {')
assert source.contains('Pointer gethostbyname(@Text String name);')
assert project.dynamicSymbols('target/shimgen/libnet.so').containsAll(['socket', 'connect', 'getaddrinfo', '__recv_chk'])
return true
