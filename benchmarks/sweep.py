#!/usr/bin/env python3
"""Runs the programs of this machine without and with whole-libc shims, and compares what they say.

Every executable of /usr/bin that answers --version or --help, and a few tasks that do some work (sweep-tasks), is run twice
as it is; one whose answer differs by itself (times, process ids, random numbers) is left out. Then it is run under

    passed     the pass-through shim
    untraced   the traced shim, with SHIMGEN_TRACE unset
    traced     the traced shim, tracing to a file

and standard output, standard error, exit status and the names of the files that it left behind must be the same. All runs have
no input, an empty folder that is their home as well, and no display. Started as root, the programs run as nobody, so that
none of them can change the machine.

    benchmarks/sweep.py --passed libpassed.so --traced libtraced.so [NAME...]

Exit status 1 if there is a difference.
"""

import argparse
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent

# Seconds. A program that does not answer in time without a shim is left out; under a shim it gets more time.
LIMIT = 10
LIMIT_OF_TASK = 120
# A trace of all of libc has a line for each memcpy: that of a compiler has a million of them.
LIMIT_UNDER_SHIM = 600

ARGUMENTS = ["--version", "--help"]

# Programs that are not run, and why.
LEFT_OUT = {
    "sg": "would wait for a password",
    "newgrp": "starts a shell",
    "su": "would wait for a password",
    "login": "takes the terminal",
    "chvt": "switches the console",
    "openvt": "takes a console",
    "setfont": "changes the console",
    "loadkeys": "changes the keyboard",
    "kbd_mode": "changes the keyboard",
    "systemctl": "speaks to the machine's service manager",
    "dbus-daemon": "stays in the background",
    "gpg-agent": "stays in the background",
    "ssh-agent": "stays in the background",
    "cpan": "asks the network, and says when",
    "cpan5.36-x86_64-linux-gnu": "asks the network, and says when",
    "screen": "stays in the background",
    "tmux": "stays in the background",
    "top": "its output is the state of the machine",
}


class Run:
    """What a command did."""

    def __init__(self, status, out, err, files):
        self.status = status
        self.out = out
        self.err = err
        self.files = files

    def differs_from(self, other):
        """Names the first thing in which two runs differ, or None."""
        for name in ("status", "out", "err", "files"):
            if getattr(self, name) != getattr(other, name):
                return name
        return None


class Sweep:
    def __init__(self, passed, traced, keep):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="shimgen-sweep."))
        self.root.chmod(0o755)
        self.keep = keep
        # A copy, because ld.so(8) splits LD_PRELOAD at spaces and colons, and because the user nobody must be able to
        # read it.
        self.passed = self.copied(passed)
        self.traced = self.copied(traced)
        self.trace = self.root / "traces"
        self.home = self.root / "home"
        self.as_nobody = os.geteuid() == 0
        self.traces = 0
        self.modes = [
            ("passed", {"LD_PRELOAD": str(self.passed)}),
            ("untraced", {"LD_PRELOAD": str(self.traced)}),
            ("traced", {"LD_PRELOAD": str(self.traced), "SHIMGEN_TRACE": str(self.trace / "%p")}),
        ]

    def copied(self, library):
        target = self.root / pathlib.Path(library).name
        shutil.copyfile(library, target)
        target.chmod(0o755)
        return target

    def fresh(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if self.as_nobody:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)

    def run(self, command, more, limit):
        """The run, or None if it does not end in time."""
        self.fresh(self.home)
        self.fresh(self.trace)
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb"}
        environment.update(more)
        out_path, err_path = self.root / "out", self.root / "err"
        with open(out_path, "wb") as out, open(err_path, "wb") as err:
            # Files, not pipes: a process that stays in the background would keep a pipe open.
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=self.home, env=environment,
                start_new_session=True, **({"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid,
                                            "extra_groups": []} if self.as_nobody else {}))
            try:
                status = process.wait(limit)
            except subprocess.TimeoutExpired:
                status = None
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        if status is None:
            return None
        files = sorted(str(f.relative_to(self.home)) for f in self.home.rglob("*"))
        return Run(status, out_path.read_bytes(), err_path.read_bytes(), files)

    def compare(self, name, command, limit):
        """The plain run, or None; and "same", "left out: why", or a list of differences."""
        first = self.run(command, {}, limit)
        if first is None:
            return None, "left out: does not answer in time"
        second = self.run(command, {}, LIMIT_UNDER_SHIM)
        if second is None or first.differs_from(second):
            return first, "left out: differs by itself"
        differences = []
        for mode, more in self.modes:
            under = self.run(command, more, LIMIT_UNDER_SHIM)
            if mode == "traced" and any(self.trace.iterdir()):
                self.traces += 1
            what = "time: no end after %d s" % LIMIT_UNDER_SHIM if under is None else under.differs_from(first)
            if what is not None:
                differences.append((mode, what))
                if self.keep:
                    self.save(name, mode, first, under)
        if differences and self.varies(command, first):
            return first, "left out: differs by itself, now and then"
        return first, differences if differences else "same"

    def varies(self, command, first):
        """Whether one of ten more plain runs gives another result: programs at both ends of a pipe may race."""
        for _ in range(10):
            again = self.run(command, {}, LIMIT_UNDER_SHIM)
            if again is None or first.differs_from(again):
                return True
        return False

    def save(self, name, mode, plain, under):
        folder = pathlib.Path(self.keep) / ("%s.%s" % (name.replace("/", "_").replace(" ", "_"), mode))
        folder.mkdir(parents=True, exist_ok=True)
        for label, run in (("plain", plain), ("shim", under)):
            if run is not None:
                (folder / (label + ".out")).write_bytes(run.out)
                (folder / (label + ".err")).write_bytes(run.err)
                (folder / (label + ".status")).write_text("%s\n%s\n" % (run.status, "\n".join(run.files)))


def programs(names):
    for path in sorted(pathlib.Path("/usr/bin").iterdir()):
        if (not names or path.name in names) and path.is_file() and os.access(path, os.X_OK):
            yield path


def tasks(names):
    """The shell scripts of sweep-tasks, and for each the programs of its line "# Needs:" that are missing."""
    for path in sorted((HERE / "sweep-tasks").glob("*.sh")):
        if names and path.stem not in names:
            continue
        needs = [word for line in path.read_text().splitlines() if line.startswith("# Needs:") for word in line.split()[2:]]
        yield path, [need for need in needs if shutil.which(need) is None]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--passed", required=True, help="the pass-through shim")
    parser.add_argument("--traced", required=True, help="the traced shim")
    parser.add_argument("--keep", help="a folder that takes what differs")
    parser.add_argument("--tasks-only", action="store_true")
    parser.add_argument("--programs-only", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="a line for each command, not only for the unusual ones")
    parser.add_argument("names", nargs="*", help="only these programs and tasks")
    options = parser.parse_args()
    sweep = Sweep(options.passed, options.traced, options.keep)
    counts = {"same": 0, "differ": 0, "left out": 0}
    started = time.monotonic()

    def judge(name, command, limit):
        """Compares and counts a command's runs; returns whether it succeeds without a shim."""
        plain, verdict = sweep.compare(name, command, limit)
        kind = "differ" if isinstance(verdict, list) else verdict.split(":")[0]
        counts[kind] += 1
        if kind == "differ":
            verdict = "DIFFERS: " + ", ".join("%s (%s)" % d for d in verdict)
        if kind != "same" or options.verbose:
            print("%-40s %s" % (name, verdict), flush=True)
        return plain is not None and plain.status == 0

    try:
        if not options.programs_only:
            for path, missing in tasks(options.names):
                if missing:
                    print("%-40s SKIPPED: not installed: %s" % (path.stem, " ".join(missing)), flush=True)
                else:
                    script = sweep.root / path.name
                    shutil.copyfile(path, script)
                    judge(path.stem, ["/bin/sh", "-eu", str(script)], LIMIT_OF_TASK)
        if not options.tasks_only:
            for path in programs(options.names):
                if path.name in LEFT_OUT:
                    print("%-40s left out: %s" % (path.name, LEFT_OUT[path.name]), flush=True)
                else:
                    # --help only for programs that do not know --version.
                    any(judge("%s %s" % (path.name, argument), [str(path), argument], LIMIT) for argument in ARGUMENTS)
    finally:
        shutil.rmtree(sweep.root, ignore_errors=True)
    print("%d commands the same, %d differ, %d left out; %d left a trace; %d s" % (
        counts["same"], counts["differ"], counts["left out"], sweep.traces, time.monotonic() - started))
    return 1 if counts["differ"] or not counts["same"] else 0


if __name__ == "__main__":
    sys.exit(main())
