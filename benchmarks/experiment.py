"""The experiment that shimgen began with, a preload library in Go, and the same programs answered by Java: after "measure.py --only ways"."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import ways

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROXY = ROOT / "samples/logging-proxy"
# How many seconds a command may do nothing, and how many it may take. It needs less than one by itself.
PATIENCE = 10
LIMIT = 90


def progress(pid):
    """What changes while a command does anything: its youngest child, and the processor time of that."""
    child = ways.youngest(pid)
    try:
        return child, pathlib.Path("/proc/%d/stat" % child).read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return child, None


def stack(pid):
    """In which functions a process is, the innermost first, if there is a debugger."""
    if shutil.which("gdb") is None:
        return "(no gdb that would say where)"
    said = subprocess.run(["gdb", "-p", str(pid), "-batch", "-ex", "backtrace"], check=False, capture_output=True, text=True).stdout
    frames = re.findall(r"^#\d+ +(?:0x[0-9a-f]+ in )?(\S+) \(.*?(?: from (\S+)|$)", said, re.MULTILINE)
    return " < ".join(name if name != "??" else pathlib.Path(library).name for name, library in frames if name != "??" or library)


def wait(process):
    """Waits for a command until it has ended, or has done nothing for a while; what became of it in words."""
    begin = last = time.monotonic()
    seen = None
    while time.monotonic() - last < PATIENCE and time.monotonic() - begin < LIMIT:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(0.2)
            return "ended after %.1f s with status %d" % (time.monotonic() - begin, status)
        now = progress(process.pid)
        if now != seen:
            seen, last = now, time.monotonic()
    if time.monotonic() - last < PATIENCE:
        return "still at work after %d s" % LIMIT
    child = ways.youngest(process.pid)
    return "HUNG: for %d s %s in %s" % (PATIENCE, "it was" if child == process.pid else "a child of it was", stack(child))


def outcome(command, folder=None):
    """Runs a command; its output, its errors, and what became of it in words."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([str(word) for word in command], cwd=folder, stdout=output, stderr=errors, start_new_session=True)
        what = wait(process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        output.seek(0)
        errors.seek(0)
        return output.read(), errors.read(), what


# Programs that ask access(2): from the constructor of a library, and in the children of fork(2).
LS = ["ls", "-l", "/usr"]
FORKS = [sys.executable, "-c", """
import os
for i in range(1000):
    os.access("/", os.R_OK)
    if os.fork() == 0:
        for _ in range(5):
            os.access("/", os.R_OK)
        os._exit(0)
    os.wait()
    print(i + 1, "children have ended", flush=True)
"""]


def experiment():
    """The experiment that shimgen began with: access(2) answered by a preload library in Go; and the same by Java."""
    try:
        library = ways.go("access", "-buildmode=c-shared")
    except ways.MissingError as missing:
        print("  not tried: %s" % missing)
        return
    path = ":".join(str(folder) for folder in
                    [PROXY / "target/classes", ROOT / "runtime/target/classes", ROOT / "spec/target/classes"])
    java = [ways.Way.jdk, "--enable-native-access=ALL-UNNAMED", "-cp", path, "dev.shimgen.samples.loggingproxy.LoggingProxy"]
    for name, command in ((" ".join(LS), LS), ("python3, which forks 1000 times", FORKS)):
        plain = outcome(command)[0]
        output, _, what = outcome(["env", "LD_PRELOAD=%s" % library, *command])
        print("  %s\n    access in Go, in the program: %s; last line: %s" % (name, what, (output.splitlines() or ["none"])[-1]), flush=True)
        output, log, what = outcome([*java, *command], folder=PROXY)
        lines = log.splitlines()
        print("    all its file calls in Java:    %s; %d calls answered, %d of them access; its output is %s" % (
            what, len(lines), sum(" access " in line for line in lines), "the same" if output == plain else "ANOTHER"), flush=True)
