"""What events cost: one event, programs, an exec, and a flood of events; beside what other tracers cost.

Parts of measure.py, which names the goals of each. Programs take turns, on one processor, and the fastest turn of each counts.
"""

import contextlib
import fcntl
import json
import mmap
import os
import pathlib
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time

import sweep

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = HERE / "target"
CHUNK = 65536
CHUNK_HEAD = 64
TABLES = 32  # chunks in front of those for events, with their heads: more than all of libc needs

# Libraries: the sample's, and that of all of libc.
FILE_TRACE = TARGET / "libfiletrace.so"
ALL_OF_LIBC = TARGET / "libtraced.so"
EMPTY = TARGET / "libempty.so"
CHEAP = TARGET / "libcheap.so"
LEAST = TARGET / "libleast.so"

COMPILED = ["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"]


def compile_c(output, *options):
    subprocess.run([*COMPILED, "-o", str(output), *options], check=True)


def build():
    """The libraries and programs of the parts below, but for the shims."""
    for library in (EMPTY, CHEAP, LEAST):
        source = HERE / "c" / (library.stem.removeprefix("lib") + ".c")
        compile_c(library, "-fPIC", "-shared", "-Wl,-z,now", "-Wl,-z,relro", str(source))
    # The pool's layout is in a header of the shim, most of which a reader does not use.
    compile_c(TARGET / "event", "-Wno-unused-function", "-Wno-unused-variable", "-I" + str(TARGET / "filetrace"),
              str(HERE / "c/event.c"))
    compile_c(TARGET / "starts", str(HERE / "c/starts.c"))
    compile_c(TARGET / "flood", "-pthread", str(HERE / "c/flood.c"))


@contextlib.contextmanager
def one_processor():
    """What is started meanwhile runs on one processor. Not by taskset(1), which the library would be preloaded into as well."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def goal(value, limit):
    return "%.2f (goal: at most %.2f, %s)" % (value, limit, "reached" if value <= limit else "MISSED")


class Session:
    """A session's memory, without a reader while programs run: struct shimgen_pool_head of shimgen_pool.h."""

    def __init__(self, chunks):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="shimgen-benchmark.", dir="/dev/shm"))
        self.path = self.folder / "pool"
        header = (TARGET / "filetrace" / "shimgen_pool.h").read_text()
        version = int(re.search(r"#define SHIMGEN_POOL_VERSION (\d+)", header).group(1))
        space = int(re.sub(r"\D", "", os.readlink("/proc/self/ns/pid")))
        head = b"shimpool" + struct.pack("<IIIIQQIIIIIII", version, 1 + TABLES + chunks, 1, 0, 0, 0, 0, 1 + TABLES, 0, 0, 0,
                                         os.getpid(), space)
        with self.path.open("wb") as file:
            file.write(head + bytes(CHUNK - len(head)))
            for _ in range(TABLES + chunks):
                file.write(bytes(CHUNK))
        # Open and locked until the end, as a reader has it: programs ask for the lock.
        self.file = self.path.open("r+b")
        self.memory = mmap.mmap(self.file.fileno(), 0)
        fcntl.lockf(self.file, fcntl.LOCK_EX, 1, 0)
        self.first, self.chunks = 1 + TABLES, 1 + TABLES + chunks
        self.variable = {"SHIMGEN_SESSION": str(self.folder)}

    def read(self):
        """Gives all chunks back, and returns how many slots were used, and how many events were lost since the last time."""
        used = 0
        for chunk in range(self.first, self.chunks):
            head = CHUNK + chunk * CHUNK_HEAD
            mark, state = struct.unpack_from("<QI", self.memory, head)
            if state:
                used += mark & 0x7fffffff
                self.memory[chunk * CHUNK:(chunk + 1) * CHUNK] = bytes(CHUNK)
                self.memory[head:head + CHUNK_HEAD] = bytes(CHUNK_HEAD)
        lost, = struct.unpack_from("<Q", self.memory, 24)
        struct.pack_into("<Q", self.memory, 24, 0)
        freed, = struct.unpack_from("<I", self.memory, 56)
        struct.pack_into("<I", self.memory, 56, freed + 1 & 0xffffffff)
        return used, lost

    def close(self):
        self.memory.close()
        self.file.close()
        shutil.rmtree(self.folder)


class Reader:
    """A session of the usual size with its reader in Java, on the other processors; Drain.java."""

    def __init__(self, tools, classes):
        others = os.sched_getaffinity(0) - {min(os.sched_getaffinity(0))} or os.sched_getaffinity(0)
        command = java_command(tools, classes, "Drain")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=plain_environment(),
                                        preexec_fn=lambda: os.sched_setaffinity(0, others))
        self.variable = {"SHIMGEN_SESSION": self.process.stdout.readline().strip()}

    def read(self):
        """How many events were received and lost since the last time, which is said when there was nothing more to read."""
        self.process.stdin.write("?")
        self.process.stdin.flush()
        received, lost = self.process.stdout.readline().split()
        return int(received), int(lost)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def open_reader():
    """A session with a reader; where there is no Java that can read, one without, which is large enough."""
    found = java_tools()
    if found:
        return Reader(*found)
    print("  without a reader: it needs a JDK of at least 22, and runtime/target/classes")
    return Session(8192 if shutil.disk_usage("/dev/shm").free > 2 << 30 else 512)


def java_tools():
    """Where java is, and the classes of the runtime and of benchmarks/java; None if this machine cannot run them."""
    tools, classes, own = java(), ROOT / "runtime/target/classes", TARGET / "java-classes"
    if tools is None or not classes.exists():
        return None
    sources = [str(source) for source in sorted((HERE / "java").glob("*.java"))]
    subprocess.run([str(tools / "javac"), "-cp", str(classes), "-d", str(own), *sources], check=True)
    return tools, "%s:%s" % (classes, own)


def java_command(tools, classes, name, *arguments):
    return [str(tools / "java"), "-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp", classes, name, *arguments]


def java():
    """The folder with java and javac of at least 22, or None."""
    homes = [os.environ.get("JAVA_HOME", ""), *sorted(str(p) for p in pathlib.Path("/usr/lib/jvm").glob("*"))]
    for home in homes:
        release = pathlib.Path(home) / "release"
        found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if home and release.exists() else None
        if found and int(found[1]) >= 22:
            return pathlib.Path(home) / "bin"
    return None


def plain_environment():
    return {k: v for k, v in os.environ.items() if not k.startswith(("SHIMGEN_", "LD_PRELOAD"))}


# One event -------------------------------------------------------------------------------------------------------------


@one_processor()
def event():
    """In as many chunks as fit into a processor's own memory, so that it is the event that is measured."""
    session = Session(8)
    environment = {**plain_environment(), **session.variable, "LD_PRELOAD": "%s %s" % (FILE_TRACE, CHEAP)}
    text = subprocess.run([str(TARGET / "event"), str(CHEAP)], env=environment, check=True, capture_output=True,
                          text=True).stdout
    session.close()
    ns = {name: float(time) for name, time in (line.split() for line in text.splitlines())}
    print("  a call that does nothing, in ns: %.1f" % ns["call"])
    print("  the same between two time stamps, and 64 bytes stored: %.1f; with a path of 60 bytes: %.1f; with clock_gettime(2): %.1f"
          % (ns["hand"], ns["hand-path"], ns["clock"]))
    print("  an event: %.1f; with a path of 60 bytes: %.1f" % (ns["event"], ns["event-path"]))
    print("  an event / two time stamps and a store          " + goal(ns["event"] / ns["hand"], 1.5))
    print("  an event / two clock_gettime and a store        " + goal(ns["event"] / ns["clock"], 0.5))
    print("  with a path / an event                          " + goal(ns["event-path"] / ns["event"], 1.3))
    print("  with a path / the same by hand                  %.2f" % (ns["event-path"] / ns["hand-path"]))


# Programs --------------------------------------------------------------------------------------------------------------

PROGRAMS = {
    "find": "find /usr/share/doc",
    "ls -lR": "ls -lR /usr/share/doc",
    "git status": "git status",
    "tar": "tar cf {0}/archive /usr/share/doc",
    "gcc": "gcc -O1 -c -o {0}/pass_through.o {1}/c/pass_through.c",
    "python3": "python3 {0}/script.py",
    "100 /bin/true": "sh {0}/loop.sh",
}
LOOP = "100 /bin/true"

SCRIPT = """
import collections, json, os, re
words = collections.Counter()
for folder, _, names in os.walk("/usr/include/linux"):
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            words.update(re.findall(r"\\w+", file.read()))
json.dumps(words.most_common(1000))
"""

OWN_TURNS = 9
OTHER_TURNS = 2
LIMIT = 20  # seconds for one run of another tracer


class Way:
    """A way to run a program: a command in front of it, variables, and the current folder."""

    def __init__(self, name, prefix=(), more=None, before=None, after=None, folder=ROOT):
        self.name, self.prefix, self.more, self.before, self.after, self.folder = name, list(prefix), more or {}, before, after, folder

    def time(self, command, limit=None):
        """Seconds on the clock and of processor time, or what went wrong."""
        if self.before:
            self.before()
        used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        try:
            done = subprocess.run([*self.prefix, *command], env={**plain_environment(), **self.more}, cwd=self.folder,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=limit,
                                  check=False)
        except subprocess.TimeoutExpired:
            return "more than %d s" % limit
        taken, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        if self.after:
            self.after()
        return (taken, processor) if done.returncode == 0 else "exit status %d: %s" % (
            done.returncode, done.stderr.decode(errors="replace").strip().splitlines()[-1:])


def in_turns(ways, turns):
    """Each way once a turn; another one is first in each, since the one behind it finds its files in the processor's caches."""
    for turn in range(turns):
        first = turn % max(len(ways), 1)
        yield from ways[first:] + ways[:first]


def lttng(folder):
    """Starts LTTng with the events of its wrapper of malloc(3) and its like; None, and why, if that does not work."""
    wrapper = next(iter(sorted(pathlib.Path("/usr/lib").rglob("liblttng-ust-libc-wrapper.so*"))), None)
    if not shutil.which("lttng") or wrapper is None:
        return None, "not installed"
    home = {**plain_environment(), "LTTNG_HOME": str(folder), "LTTNG_UST_REGISTER_TIMEOUT": "-1"}
    for command in (["lttng-sessiond", "--daemonize", "--no-kernel"],
                    ["lttng", "create", "shimgen", "--output", str(folder / "lttng")],
                    ["lttng", "enable-event", "--userspace", "lttng_ust_libc:*"], ["lttng", "start"]):
        done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
        if done.returncode:
            return None, " ".join(command[:2]) + ": " + (done.stderr or done.stdout).strip().splitlines()[-1]
    return Way("LTTng (malloc only)", [], {"LD_PRELOAD": str(wrapper), "LTTNG_HOME": str(folder)}), None


def end_lttng(folder):
    home = {**plain_environment(), "LTTNG_HOME": str(folder)}
    subprocess.run(["lttng", "destroy", "--all"], env=home, capture_output=True, check=False)
    identity = folder / ".lttng" / "lttng-sessiond.pid"
    for place in (identity, pathlib.Path("/var/run/lttng/lttng-sessiond.pid")):
        if place.exists():
            subprocess.run(["kill", place.read_text().strip()], capture_output=True, check=False)


def other_tracers(folder):
    """Other tracers that work on this machine; and for those that do not, why."""
    output = str(folder / "output")
    ways = [
        Way("strace -f", ["strace", "-f", "-o", output]),
        Way("strace --seccomp-bpf, files", ["strace", "-f", "--seccomp-bpf", "-e", "trace=%file", "-o", output]),
        Way("ltrace -f", ["ltrace", "-f", "-o", output]),
        Way("uftrace", ["uftrace", "record", "--force", "--no-pager", "-d", output]),
        Way("perf trace", ["perf", "trace", "-o", output]),
    ]
    works, missing = [], {}
    for way in ways:
        if not shutil.which(way.prefix[0]):
            missing[way.name] = "not installed"
            continue
        clear(folder)
        said = way.time(["/bin/ls", "/"], LIMIT)
        written = sum(f.stat().st_size for f in [pathlib.Path(output), *pathlib.Path(output).rglob("*")] if f.is_file())
        if isinstance(said, str):
            missing[way.name] = said
        elif written == 0:
            missing[way.name] = "runs, and sees no call"
        else:
            works.append(way)
    way, why = lttng(folder)
    if way is None:
        missing["LTTng"] = why
    else:
        works.append(way)
    return works, missing


def clear(folder):
    """Removes what a tracer has written."""
    for name in ("output", "output.old"):
        place = folder / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def programs():
    session = open_reader()
    with one_processor():
        run_programs(session)
    session.close()


def run_programs(session):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="shimgen-benchmark-files.", dir="/dev/shm"))
    (folder / "script.py").write_text(SCRIPT)
    (folder / "loop.sh").write_text("i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i + 1)); done\n")
    counts = {}

    def shim(name, library, **more):
        def after():
            counts[name] = session.read()
        return Way(name, [], {"LD_PRELOAD": str(library), **more}, after=after)

    ours = [
        Way("native"),
        Way("empty library", [], {"LD_PRELOAD": str(EMPTY)}),
        shim("off", FILE_TRACE),
        shim("file-trace", FILE_TRACE, **session.variable),
        shim("all of libc", ALL_OF_LIBC, **session.variable),
    ]
    others, missing = other_tracers(folder)
    for name, why in missing.items():
        print("  %s does not run here: %s" % (name, why))
    for name, text in PROGRAMS.items():
        command = text.format(folder, HERE).split()
        best = {}
        for ways, turns, limit in ((ours, OWN_TURNS, None), (others, OTHER_TURNS, LIMIT)):
            for way in in_turns(ways, turns):
                if isinstance(best.get(way.name), str):
                    continue
                clear(folder)
                taken = way.time(command, limit)
                best[way.name] = taken if isinstance(taken, str) else fastest(best.get(way.name), taken)
        row(name, best, counts)
    if any("LTTng" in way.name for way in others):
        end_lttng(folder)
    shutil.rmtree(folder)


def fastest(best, taken):
    """The smaller time on the clock and the smaller processor time, which need not be of the same turn."""
    return taken if best is None else tuple(min(pair) for pair in zip(best, taken))


def row(name, best, counts):
    base = best["empty library" if name == LOOP else "native"]
    print("  %s, in ms of processor time (and on the clock): native %.1f (%.1f), an empty library %.1f (%.1f)" % (
        name, *(1000 * taken for way in ("native", "empty library") for taken in reversed(best[way]))))
    for way, taken in best.items():
        if way in ("native", "empty library"):
            continue
        if isinstance(taken, str):
            print("    %-28s %s" % (way, taken), flush=True)
            continue
        clock, processor = (one / of for one, of in zip(taken, base))
        if way in ("file-trace", "all of libc"):
            used, lost = counts[way]
            said = "%s, %d events" % (goal(processor, 1.1), used) + (", and %d MORE WERE LOST" % lost if lost else "")
        else:
            said = "%.2f" % processor
        print("    %-28s (%.2f) %s" % (way, clock, said), flush=True)


# Starting a program ----------------------------------------------------------------------------------------------------


@one_processor()
def starts():
    """test(1), which makes a call that is traced; beside the fastest time the one in the middle, and page faults."""
    turns = 2000
    session = Session(4096)
    names = ["no library", "empty library", "the least, session"]
    environments = ["", "LD_PRELOAD=%s" % EMPTY, "LD_PRELOAD=%s,SHIMGEN_SESSION=%s" % (LEAST, session.folder)]
    for name, library in (("file-trace", FILE_TRACE), ("all of libc", ALL_OF_LIBC)):
        names += [name + ", off", name + ", session"]
        environments += ["LD_PRELOAD=%s" % library, "LD_PRELOAD=%s,SHIMGEN_SESSION=%s" % (library, session.folder)]
    text = subprocess.run([str(TARGET / "starts"), str(turns), *environments], env=plain_environment(), check=True,
                          capture_output=True, text=True).stdout
    used, lost = session.read()
    session.close()
    if lost or not used:
        sys.exit("%d slots were used, and %d events were lost" % (used, lost))
    figures = dict(zip(names, ([float(t) for t in line.split()] for line in text.splitlines())))
    empty = figures["empty library"]
    for name, (best, middle, faults) in figures.items():
        print("  %-24s %7.1f µs (%7.1f), %3d page faults%s" % (
            name, best, middle, faults,
            "; over an empty library, in µs: %s, in the middle %.1f" % (goal(best - empty[0], 40), middle - empty[1])
            if "session" in name else ""))


# Off -------------------------------------------------------------------------------------------------------------------


def system_calls(program, library, folder):
    """
    Names of the system calls of a program and those that it starts, one list a process; without those of ld.so(8) for the library.
    None if the program does not end, or looks at what is mapped.
    """
    for old in folder.glob("calls.*"):
        old.unlink()
    command = ["strace", "-ff", "-qq", "-e", "signal=none", "-o", str(folder / "calls"), "-E", "LD_PRELOAD=%s" % library,
               str(program), "--version"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    try:
        subprocess.run(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return None
    files = sorted(folder.glob("calls.*"), key=lambda file: int(file.suffix[1:]))
    texts = [file.read_text(errors="replace") for file in files]
    # How long that file is, and so how often it is read, depends on the library.
    if any('"/proc/self/maps"' in text for text in texts):
        return None
    return [without_loading(text.splitlines(), str(library)) for text in texts]


def without_loading(lines, library):
    """
    ld.so(8) opens, reads, maps and closes a library, and protects it once it is relocated. How often it maps and protects depends on
    the library's segments, so all mmap and mprotect calls up to the end of loading are left out, which is where it unmaps its cache.
    """
    names, loading = [], True
    for line in lines:
        match = re.match(r"(\w+)\(", line)
        if not match:
            continue
        name = match[1]
        if name.startswith("execve") or 'open' in name and library in line:
            loading = True
        if not (loading and name in ("mmap", "mprotect")):
            names.append(name)
        loading = loading and name != "munmap"
    return names


def off():
    """System calls of 200 programs under a shim that traces nothing, against those under an empty library."""
    if not shutil.which("strace"):
        print("  strace is not installed")
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="shimgen-benchmark-off."))
    for library in (FILE_TRACE, ALL_OF_LIBC):
        compared, varying, differ = 0, [], []
        for program in sweep.programs([]):
            if compared == 200:
                break
            if program.name in sweep.LEFT_OUT or not is_dynamic(program):
                continue
            first = system_calls(program, EMPTY, folder)
            under = system_calls(program, library, folder)
            if first is None or under is None or not first or len(first[0]) < 5:
                continue
            if under != first and any(system_calls(program, EMPTY, folder) != first for _ in range(5)):
                varying.append(program.name)
                continue
            compared += 1
            if under != first:
                differ.append(program.name)
                difference(program.name, first, under)
        print("  %s: %d programs compared, %d make other system calls (goal: 0, %s)%s" % (
            library.name, compared, len(differ), "MISSED" if differ else "reached",
            "; left out, since they vary by themselves: " + " ".join(varying) if varying else ""), flush=True)
    shutil.rmtree(folder)


def is_dynamic(program):
    """Whether ld.so(8) starts it: an ELF file that names an interpreter."""
    with program.open("rb") as file:
        return file.read(4) == b"\x7fELF" and b"/ld-linux" in file.read(4096)


def difference(name, first, under):
    """The first process and place where system calls differ."""
    for process, (a, b) in enumerate(zip(first, under)):
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            print("    %s, process %d: %s instead of %s, after %s" % (
                name, process, b[at:at + 4], a[at:at + 4], a[max(0, at - 2):at]))
            return
    print("    %s: %d processes instead of %d" % (name, len(under), len(first)))


# A flood ---------------------------------------------------------------------------------------------------------------


PROCESSES, THREADS = 16, 4
FLOOD = 100_000_000
PACED = 20_000_000
PACE = 1_000_000


def flood():
    """As fast as they can, and a million a second; the reader has a heap of 64 MiB, and the session its usual size."""
    found = java_tools()
    if found is None:
        print("  not run: it needs a JDK of at least 22, and runtime/target/classes")
        return

    def run(*counts_and_paces):
        calls = [str(n // PROCESSES // THREADS if i % 2 == 0 else n) for i, n in enumerate(counts_and_paces)]
        command = java_command(*found, "Flood", str(32 << 20), str(FILE_TRACE), str(CHEAP), str(TARGET / "flood"),
                               str(PROCESSES), str(THREADS), *calls)
        text = subprocess.run(command, env=plain_environment(), check=True, capture_output=True, text=True).stdout
        return [{key: float(value) for key, value in (word.split("=") for word in line.split())}
                for line in text.splitlines()]

    # The first says what else the program calls that is traced.
    nothing, fast, paced = run(0, 0, FLOOD, 0, PACED, PACE)
    others = nothing["others"]
    told("as fast as they can", fast, others)
    told("a million a second", paced, others)
    print("    lost at that pace: %d (goal: 0, %s)" % (paced["lost"], "MISSED" if paced["lost"] else "reached"))
    cold, = run(PACED // 4, PACE)
    told("a million a second, and the reader's virtual machine has just been started", cold, others)


def told(name, got, others):
    exact = (got["received"] + got["others"] + got["lost"] == got["produced"] + others
             and got["missing"] + others == got["lost"] + got["others"] and got["status"] == 0)
    print("  %s: %d produced in %.1f s, %d received, %d counted as lost (%.1f %%): %s" % (
        name, got["produced"], got["seconds"], got["received"], got["lost"], 100 * got["lost"] / got["produced"],
        "exact, reached" if exact else "NOT EXACT, MISSED: %s" % json.dumps(got)))
    kinds = ["torn", "wrong", "disordered", "backwards"]
    bad = sum(got[kind] for kind in kinds)
    print("    torn, not whole, in another order, or ended before they began: %s (goal: 0, %s); memory of the reader's own: %.0f MiB" % (
        ", ".join("%d" % got[kind] for kind in kinds), "MISSED" if bad else "reached", got["own_kib"] / 1024), flush=True)


# Text ------------------------------------------------------------------------------------------------------------------


@one_processor()
def text():
    """What lines of text cost beside events."""
    session = Session(1024)
    trace = TARGET / "trace"
    preloaded = {"LD_PRELOAD": str(ALL_OF_LIBC)}
    ways = [
        Way("no shim"),
        Way("tracing off", more=preloaded),
        Way("events", more={**preloaded, **session.variable}, after=session.read),
        Way("text", more={**preloaded, "SHIMGEN_TRACE": str(trace)}, before=lambda: trace.unlink(missing_ok=True)),
    ]
    for command in ["find /usr/share/doc", "ls -lR /usr/share/doc", "tar cf - /usr/share/doc", "git status"]:
        best = {way.name: 1e9 for way in ways}
        for way in in_turns(ways, 5):
            best[way.name] = min(best[way.name], way.time(command.split())[0])
        print("  %-24s" % command + "".join("  %s %6.1f ms (%5.2f)" % (name, 1000 * taken, taken / best["no shim"])
                                            for name, taken in best.items()), flush=True)
    session.close()
    trace.unlink(missing_ok=True)
