"""What one call costs that somebody else answers, in the ways there are to do that: "measure.py --only ways".

The program is the same in all of them, c/ask.c; the ways take turns. Whatever is not on this machine is named, and why.
"""

import contextlib
import os
import pathlib
import re
import select
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

import handlers

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
STRICT = ["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"]
ROUNDS = 5
CALLS = "20000"
# No such file is there: a call that succeeds was answered. The file system's is in its folder.
FILE = "/answered"
# How many seconds it may take until a file system is mounted.
PATIENCE = 10


class MissingError(Exception):
    """That something cannot be measured here; the message says why."""


def reason(output):
    """The line of an output that says what went wrong, as far as that can be known; else the last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"\bE[A-Z]{4,}\b|cannot|denied|not (found|permitted|known)|No such", line)]
    return (telling + lines[::-1] or ["it says nothing"])[0]


def attempt(command, what, **more):
    """Runs a command that something needs; its output."""
    if shutil.which(str(command[0])) is None:
        raise MissingError("%s: %s is not installed" % (what, command[0]))
    done = subprocess.run(command, check=False, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise MissingError("%s: %s" % (what, reason(done.stdout + done.stderr)))
    return done.stdout


def on_one(pinned, command):
    return (["taskset", "-c", "0"] if pinned else []) + [str(word) for word in command]


def asked(command):
    """Runs a program that prints the median and the 99th percentile in microseconds first; both."""
    done = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise MissingError(reason(done.stderr))
    return [float(figure) for figure in done.stdout.split()[:2]]


class Way:
    """A way in which calls are answered; "build" raises MissingError where it cannot."""

    target = jdk = None
    words = ("stat", "open")

    def __init__(self, name):
        self.name = name

    def build(self):
        """Makes what it needs."""

    def command(self, program, path=FILE):
        """A program that is told which file it asks for."""
        return [*program, path]

    @contextlib.contextmanager
    def serving(self, pinned):
        """What is done while a program runs; gives a function from a program to the command that runs it."""
        del pinned
        yield self.command

    def ask(self, pinned, program):
        """As asked()."""
        with self.serving(pinned) as command:
            return asked(on_one(pinned, command(program)))


class Nobody(Way):
    """The kernel, about a file that is there."""

    def command(self, program, path="/dev/null"):
        return [*program, path]


class Served(Way):
    """A shim, and who serves it: this Java, or a server in C."""

    def __init__(self, name, server):
        super().__init__(name)
        self.server = server

    def command(self, program, path=FILE):
        server = self.target / "answer" if self.server == "answer" else self.server
        return [*handlers.java(self.jdk), server, handlers.SHIMS / "libasked.so", *program, path]


class Starter(Way):
    """A program in C that starts the one that asks."""

    def __init__(self, name, program, mode):
        super().__init__(name)
        self.program, self.mode = program, mode

    def command(self, program, path=FILE):
        return [self.target / self.program, self.mode, path, *program, path]

    def build(self):
        attempt([*STRICT, "-o", self.target / self.program, HERE / "c" / (self.program + ".c")], self.name)
        # Whether the kernel, and whoever limits this process, lets it.
        attempt(self.command(["true"]), self.name)


class FileSystem(Way):
    """A file system in user space, mounted while it is asked."""

    def build(self):
        options = attempt(["pkg-config", "--cflags", "--libs", "fuse3"], self.name).split()
        attempt([*STRICT, "-o", self.target / "mounted", HERE / "c/mounted.c", *options], self.name)
        with self.serving(False):
            pass

    def server(self, folder):
        return [self.target / "mounted", "-f", "-s", folder]

    @contextlib.contextmanager
    def serving(self, pinned):
        folder = tempfile.mkdtemp(prefix="shimgen-mounted.")
        with tempfile.TemporaryFile("w+") as log:
            self.process = subprocess.Popen(on_one(pinned, self.server(folder)), stdin=subprocess.PIPE, stdout=log, stderr=log)
            try:
                until = time.monotonic() + PATIENCE
                while not os.path.ismount(folder):
                    if self.process.poll() is not None or time.monotonic() > until:
                        log.seek(0)
                        raise MissingError("%s: %s" % (self.name, reason(log.read())))
                    time.sleep(0.02)
                yield lambda program: [*program, folder + FILE]
            finally:
                subprocess.run(["fusermount3", "-u", "-z", folder], check=False, stderr=subprocess.DEVNULL)
                self.process.stdin.close()
                self.process.terminate()
                self.process.wait()
                os.rmdir(folder)


class JavaFileSystem(FileSystem):
    """The same in Java, by jfuse."""

    project = HERE / "fuse/target"

    def build(self):
        if not (self.project / "dependency").exists():
            attempt(handlers.package("benchmarks/fuse"), self.name, cwd=ROOT)
        self.libraries = attempt(["pkg-config", "--variable=libdir", "fuse3"], self.name).strip()
        with self.serving(False):
            pass

    def server(self, folder):
        return [self.jdk, "--enable-native-access=ALL-UNNAMED", "-Djava.library.path=%s" % self.libraries, "-cp",
                "%s/classes:%s/dependency/*" % (self.project, self.project), "dev.shimgen.benchmarks.fuse.Mounted", folder]

    def ask(self, pinned, program):
        with self.serving(pinned) as command:
            asked(on_one(pinned, command(program)))  # what was interpreted is compiled after some thousand calls
            return asked(on_one(pinned, command(program)))


class InGo(Way):
    """A preload library in Go: there is no other process to be asked."""

    words = ("stat",)

    def build(self):
        self.library = go("stat", "-buildmode=c-shared")

    def command(self, program, path=FILE):
        # Not before taskset(1), which would have the library as well.
        return ["env", "LD_PRELOAD=%s" % self.library, *program, path]


WAYS = [
    Nobody("nobody: the kernel, a file that is there"),
    Served("shimgen: a handler in Java", "java"),
    Served("a server in C, on shimgen's transport", "answer"),
    Starter("seccomp notification, C", "notify", "plain"),
    Starter("seccomp notification, woken in step, C", "notify", "sync"),
    Starter("ptrace, filtered by seccomp, C", "trace", "filter"),
    Starter("ptrace of all system calls, C", "trace", "all"),
    FileSystem("FUSE, C"),
    JavaFileSystem("FUSE, Java (jfuse)"),
    InGo("Go inside of the program"),
]
OURS = 1


def go(name, *options):
    """Compiles a program or library of Go."""
    result = Way.target / ("go-" + name)
    # Nothing is fetched: they need only what comes with Go.
    environment = dict(os.environ, GO111MODULE="off", GOPROXY="off", GOCACHE=str(Way.target / "go-cache"))
    attempt(["go", "build", *options, "-o", result, HERE / "go" / (name + ".go")], "Go", env=environment)
    return result


def frida():
    """Frida's package brings its native part by a download of its own, or builds it from sources that it downloads."""
    folder = Way.target / "frida"
    folder.mkdir(exist_ok=True)
    attempt(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "frida"], "frida (npm install frida)")
    raise MissingError("frida: it can be installed here, and nobody has written what would measure it")


def table(there, pinned):
    print("  on one processor" if pinned else "  on all processors", flush=True)
    figures = {}
    for _ in range(ROUNDS):
        for way in there:
            for word in way.words:
                figures.setdefault((way, word), []).append(way.ask(pinned, [Way.target / "ask", word, "1", CALLS]))
    middles = {key: [statistics.median(column) for column in zip(*rows)] for key, rows in figures.items()}
    for word in Way.words:
        print("    %-42s %9s %9s   over nobody   over Java" % (word, "us", "99th"))
        for way in there:
            if word in way.words:
                rows, (middle, last) = figures[way, word], middles[way, word]
                # Of the rounds' ratios, in which both had the same machine.
                over = [statistics.median(row[0] / other[0] for row, other in zip(rows, figures[there[i], word])) for i in (0, OURS)]
                print("    %-42s %9.2f %9.2f   %11.1f   %9.2f" % (way.name, middle, last, *over), flush=True)


def youngest(pid):
    """A process's child's child, and so on."""
    try:
        children = pathlib.Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()
    except OSError:
        children = []
    return youngest(int(children[-1])) if children else pid


def linked_statically():
    program = Way.target / "ask-static"
    attempt([*STRICT, "-static", "-pthread", "-o", program, HERE / "c/ask.c"], "it")
    return [program, "stat", "1", "100"]


def reached(there):
    """Which programs each way answers, beside one in C that has libc as a library."""
    for name, make in [("a static program", linked_statically), ("a program in Go", lambda: [go("ask")])]:
        try:
            program = make()
        except MissingError as missing:
            print("  %s: not tried: %s" % (name, missing))
            continue
        answered, others = [], []
        for way in there[OURS:]:
            with way.serving(False) as command:
                done = subprocess.run([str(word) for word in command(program)], check=False, capture_output=True)
                (others if done.returncode else answered).append(way.name)
        print("  %s is answered by: %s\n    and not by: %s" % (name, "; ".join(answered) or "none", "; ".join(others) or "none"), flush=True)


def without_answers(there):
    """What becomes of a program when who answers it is killed; of shimgen's, kills.py tells."""
    attempt([*STRICT, "-o", Way.target / "endless", HERE / "c/endless.c"], "a program that asks without end")
    for way in there:
        if not isinstance(way, (Starter, FileSystem)):
            continue
        with way.serving(False) as command:
            program = subprocess.Popen([str(word) for word in command([Way.target / "endless"])], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
            program.stdout.readline()
            asks = youngest(program.pid)  # a starter's child, or the program itself
            (way.process if isinstance(way, FileSystem) else program).kill()
            # The pipe has an end when the program has ended, whoever its parent is now.
            ended, _, _ = select.select([program.stderr], [], [], 3)
            said = program.stderr.read().strip() if ended else "it goes on"
            with contextlib.suppress(ProcessLookupError):
                os.kill(asks, signal.SIGKILL)
            program.wait()
            print("  %s, who answers is killed: %s" % (way.name, said or "the program is killed as well"), flush=True)


def build(target, jdk, built):
    """Returns the ways that there are; says what the others lack."""
    Way.target, Way.jdk = target, jdk
    handlers.build(target, "samples/logging-proxy", maven=not built)
    there = []
    for way in WAYS:
        try:
            way.build()
            there.append(way)
        except MissingError as missing:
            print("  not measured: %s" % missing, flush=True)
    try:
        frida()
    except MissingError as missing:
        print("  not measured: %s" % missing, flush=True)
    return there


def ways(target, jdk, built):
    there = build(target, jdk, built)
    for pinned in (True, False):
        table(there, pinned)
    reached(there)
    without_answers(there)
