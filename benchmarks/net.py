"""net-guard, torsocks and proxychains4 with the same programs: what each lets through, and what it costs: "measure.py --only net".

torsocks and proxychains lead connections to a SOCKS server, which is this process: it has the policy that net-guard has in Java. Addresses of
this machine are not for the server: torsocks refuses them, or lets all of them through, which it is told to here; proxychains leads them there
as well unless it is told otherwise, as it is here while times are taken.
"""

import os
import pathlib
import select
import socket
import statistics
import struct
import subprocess
import sys
import threading

import handlers
import ways

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
GUARD = ROOT / "samples/net-guard"
ROUNDS = 5
# A fifth more go before: what Java interprets is compiled after some thousand calls.
FETCHES = 1000
CURLS = 20

# Runs under a guard. What it prints is a name of an error, or "reached".
CLIENT = """
import errno, socket, subprocess, sys, time, urllib.error, urllib.request

def fetch(url):
    return urllib.request.urlopen(url, timeout=2).read()

def told(what):
    try:
        what()
    except OSError as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError) and reason.errno is None:
            return "no answer"
        if isinstance(reason, socket.gaierror):
            return {socket.EAI_NONAME: "EAI_NONAME", socket.EAI_AGAIN: "EAI_AGAIN", socket.EAI_FAIL: "EAI_FAIL"}.get(
                reason.errno, "EAI %s" % reason.errno)
        return errno.errorcode.get(reason.errno, repr(reason))
    return "reached"

what, *words = sys.argv[1:]
if what == "probe":
    static, forbidden, *urls = words
    for url in urls:
        print(told(lambda: fetch(url)))
    print(told(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(forbidden)))))
    print(subprocess.run([static, forbidden], capture_output=True, text=True).stdout.strip())
else:
    url, count = words
    once = (lambda: fetch(url)) if what == "fetch" else (
        lambda: subprocess.run(["curl", "-sS", "-o", "/dev/null", url], check=True))
    for _ in range(int(count) // 5):
        once()
    begin = time.monotonic()
    for _ in range(int(count)):
        once()
    print((time.monotonic() - begin) / int(count) * 1e6)
"""
PROBES = ["this machine, a port that is allowed", "one that is not", "another address, that port", "a name that the policy knows",
          "one that it does not", "a datagram (sendto)", "from a static program"]


class Listener:
    """Listens on loopback, and gives each connection a thread."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve_one, args=(connection,), daemon=True).start()

    def serve_one(self, connection):
        try:
            with connection:
                self.serve(connection)
        except OSError:
            pass  # the program has gone


class Site(Listener):
    """Answers each request with the same page."""

    def serve(self, connection):
        request = b""
        while b"\r\n\r\n" not in request:
            more = connection.recv(4096)
            if not more:
                return
            request += more
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\npage\n")


def exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data


class Socks(Listener):
    """SOCKS 5 (RFC 1928) without authentication, and Tor's command to resolve a name. It knows some names, and allows some ports."""

    CONNECT, RESOLVE = 1, 0xF0
    GRANTED, NOT_ALLOWED, UNREACHABLE = 0, 2, 4
    # RFC 5737: addresses for documentation, which stand for the names until a program connects to one of them.
    STANDS_FOR = "192.0.2.1"

    def __init__(self, names, allowed):
        self.names, self.allowed = names, allowed
        super().__init__()

    def serve(self, connection):
        exactly(connection, exactly(connection, 2)[1])  # the methods that the program knows
        connection.sendall(b"\5\0")
        _, command, _, kind = exactly(connection, 4)
        if kind == 1:
            host = socket.inet_ntoa(exactly(connection, 4))
        else:
            host = exactly(connection, exactly(connection, 1)[0]).decode()
        port, = struct.unpack("!H", exactly(connection, 2))
        known = host in self.names or kind == 1 or host == self.STANDS_FOR  # torsocks sends an address as a name
        if command == self.RESOLVE:
            self.reply(connection, self.GRANTED if known else self.UNREACHABLE, self.STANDS_FOR)
        elif not known:
            self.reply(connection, self.UNREACHABLE)
        elif port not in self.allowed:
            self.reply(connection, self.NOT_ALLOWED)
        else:
            self.reply(connection, self.GRANTED)
            with socket.create_connection(("127.0.0.1", port)) as other:
                self.relay(connection, other)

    @staticmethod
    def reply(connection, status, address="0.0.0.0"):
        connection.sendall(bytes([5, status, 0, 1]) + socket.inet_aton(address) + bytes(2))

    @staticmethod
    def relay(one, other):
        while True:
            for ready in select.select([one, other], [], [])[0]:
                data = ready.recv(65536)
                if not data:
                    return
                (other if ready is one else one).sendall(data)


class Guards:
    """The commands that put a program under each guard."""

    def __init__(self, target, jdk, good, socks):
        self.target, self.jdk, self.good, self.socks = target, jdk, good, socks

    def file(self, name, *lines):
        path = self.target / name
        path.write_text("".join(line + "\n" for line in lines))
        return path

    def net_guard(self):
        path = ":".join(str(folder) for folder in
                        [GUARD / "target/classes", ROOT / "runtime/target/classes", ROOT / "spec/target/classes"])
        return [self.jdk, "--enable-native-access=ALL-UNNAMED", "-cp", path, "dev.shimgen.samples.netguard.NetGuard",
                "127.0.0.1:%d" % self.good, "good.test=127.0.0.1", "--"]

    def torsocks(self):
        ways.attempt(["torsocks", "--version"], "torsocks")
        conf = self.file("torsocks.conf", "TorAddress 127.0.0.1", "TorPort %d" % self.socks, "OnionAddrRange 127.42.42.0/24",
                         "AllowOutboundLocalhost 1")
        return ["env", "TORSOCKS_CONF_FILE=%s" % conf, "TORSOCKS_LOG_LEVEL=1", "torsocks"]

    def proxychains(self, *local):
        ways.attempt(["proxychains4", "true"], "proxychains4")
        conf = self.file("proxychains%d.conf" % len(local), "strict_chain", "quiet_mode", "proxy_dns", "remote_dns_subnet 224", *local,
                         "[ProxyList]", "socks5 127.0.0.1 %d" % self.socks)
        return ["proxychains4", "-q", "-f", conf]


def run(guard, *words):
    # Proxies of the environment would answer in the guard's place.
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run([str(word) for word in [*guard, sys.executable, "-c", CLIENT, *words]], check=False, capture_output=True, text=True,
                          cwd=GUARD, env=environment, timeout=120)
    if done.returncode != 0:
        raise ways.MissingError(ways.reason(done.stderr))
    return done.stdout.split("\n")[:-1]


def probes(target, guards, good, bad):
    """What each lets through."""
    static = target / "connects"
    ways.attempt([*ways.STRICT, "-static", "-o", static, HERE / "c/connects.c"], "a static program")
    urls = ["http://%s:%d/" % place for place in
            [("127.0.0.1", good), ("127.0.0.1", bad), (Socks.STANDS_FOR, bad), ("good.test", good), ("else.test", good)]]
    said = {name: run(guard, "probe", static, bad, *urls) for name, guard in guards.items()}
    print("    %-38s" % "" + "".join("%20s" % name for name in said))
    for i, probe in enumerate(PROBES):
        print("    %-38s" % probe + "".join("%20s" % lines[i] for lines in said.values()), flush=True)


def times(guards, what, title, url, count):
    """What one request takes, and its ratio to that under the first guard; guards take turns."""
    base = next(iter(guards), None)
    took = {name: [] for name in guards}
    try:
        for _ in range(ROUNDS):
            for name, guard in guards.items():
                took[name].append(float(run(guard, what, url, count)[0]))
    except ways.MissingError as missing:
        print("    not measured: %s: %s" % (title, missing))
        return
    cells = []
    for name in guards:
        over = statistics.median(mine / other for mine, other in zip(took[name], took[base]))
        cells.append("%s %.0f us (%.2f)" % (name, statistics.median(took[name]), over))
    print("    %-32s%s" % (title, ", ".join(cells)), flush=True)


def net(target, jdk, built):
    handlers.build(target, "samples/net-guard", maven=not built)
    good, bad = Site(), Site()
    socks = Socks({"good.test"}, {good.port})
    every = Guards(target, jdk, good.port, socks.port)
    guards = {}
    for name, make in [("nobody", list), ("net-guard", every.net_guard), ("torsocks", every.torsocks),
                       ("proxychains4", every.proxychains)]:
        try:
            guards[name] = make()
            run(guards[name], "fetch", "http://127.0.0.1:%d/" % good.port, "5")
        except ways.MissingError as missing:
            guards.pop(name, None)
            print("  not measured: %s: %s" % (name, missing), flush=True)
    print("  what a program of theirs reaches")
    try:
        probes(target, guards, good.port, bad.port)
    except ways.MissingError as missing:
        print("    not tried: %s" % missing)
    if "proxychains4" in guards:
        guards["proxychains4"] = every.proxychains("localnet 127.0.0.0/255.0.0.0")
    print("  one request, and in parentheses the median of the rounds' ratios to the first")
    direct = "http://127.0.0.1:%d/" % good.port
    times(guards, "fetch", "python3, urllib, an address", direct, FETCHES)
    times(guards, "curl", "curl, an address", direct, CURLS)
    named = {name: guard for name, guard in guards.items() if name != "nobody"}
    times(named, "fetch", "python3, urllib, a name", "http://good.test:%d/" % good.port, FETCHES)
    times(named, "curl", "curl, a name", "http://good.test:%d/" % good.port, CURLS)
