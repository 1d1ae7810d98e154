"""Handlers and programs that are killed (SIGKILL) at any moment: "measure.py --only kills".

A third of the kills are of programs, a third of servers, and a third of both at once. Nothing may hang, and nothing may be left: no descriptor,
no connection, no file, no process.
"""

import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import handlers

HERE = pathlib.Path(__file__).resolve().parent
# Of a virtual machine.
SERVERS = 20
# In seconds. A call may wait ten for its answer; the end of a server is seen at once.
HANGS = 5
# When what a killed server has left is old enough to be removed by the next session: SessionFolder.
OLD = 11


class Server:
    """A virtual machine that serves sessions."""

    def __init__(self, jdk, sessions):
        self.process = subprocess.Popen([*handlers.java(jdk, "Killed"), str(sessions)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.sessions = [pathlib.Path(self.process.stdout.readline().strip()) for _ in range(sessions)]

    def counts(self):
        """Its descriptors; the calls that it has answered, and those that it could not answer."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return [int(word) for word in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        status = self.process.wait()
        self.process.stdout.close()
        return status

    def killed(self):
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Program:
    """A program whose calls are answered, and that will not end by itself."""

    def __init__(self, target, session):
        environment = dict(os.environ, LD_PRELOAD=str(handlers.SHIMS / "libasked.so"), SHIMGEN_SESSION=str(session))
        self.process = subprocess.Popen([target / "endless"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "begins\n":
            raise RuntimeError("a program does not begin: " + self.process.stderr.read())

    def ends_when_told(self):
        """Its exit status, or None if a call hangs; and how many descriptors it has kept."""
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(HANGS)
            return status, int(self.process.stdout.readline()) if status == 0 else 0
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None, 0

    def killed(self):
        status = self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        return status


def programs(target, jdk, count):
    """Programs are killed, and their server lives on."""
    server = Server(jdk, SERVERS)
    first = Program(target, server.sessions[0])
    first.process.kill()
    first.killed()
    time.sleep(0.5)
    before, _, _ = server.counts()
    for _ in range(count):
        program = Program(target, random.choice(server.sessions))
        time.sleep(random.uniform(0, 0.003))
        program.process.kill()
        if program.killed() != -signal.SIGKILL:
            yield "a program has ended before it was killed"
    time.sleep(1)
    after, answered, failed = server.counts()
    print("  %d programs: their server has %d descriptors before, and %d after; %d calls answered, %d failed" % (
        count, before, after, answered, failed), flush=True)
    if after > before:
        yield "%d descriptors are left" % (after - before)
    if failed:
        yield "%d calls failed" % failed
    if server.close() != 0 or any(folder.exists() for folder in server.sessions):
        yield "the server has left its folders"


def started(target, jdk, left):
    """A server that has run for a moment, and a program for each of its sessions, which are left if it is killed."""
    server = Server(jdk, SERVERS)
    there = [Program(target, session) for session in server.sessions]
    left += server.sessions
    time.sleep(random.uniform(0, 0.02))
    return server, there


def servers(target, jdk, count, left):
    """Servers are killed, and their programs live on."""
    hung = wrong = kept = 0
    longest = 0
    for _ in range(count // SERVERS):
        server, there = started(target, jdk, left)
        server.process.kill()
        server.killed()
        for program in there:
            begin = time.monotonic()
            status, more = program.ends_when_told()
            longest = max(longest, time.monotonic() - begin)
            kept += more
            hung += status is None
            wrong += status not in (0, None)
            program.killed()
    print("  %d servers: of their programs %d hung, %d had a wrong answer, and %d descriptors were kept; none took more than %.0f ms to end" % (
        count // SERVERS * SERVERS, hung, wrong, kept, longest * 1000), flush=True)
    if hung or wrong or kept:
        yield "%d programs hung, %d had a wrong answer, %d descriptors were kept" % (hung, wrong, kept)


def both(target, jdk, count, left):
    """A server and its programs are killed at once."""
    early = 0
    for _ in range(count // SERVERS):
        server, there = started(target, jdk, left)
        every = [server, *there]
        random.shuffle(every)
        for one in every:
            one.process.kill()
        server.killed()
        early += sum(program.killed() != -signal.SIGKILL for program in there)
    print("  %d servers and their programs at once: %d programs had ended by themselves" % (count // SERVERS * SERVERS, early), flush=True)
    if early:
        yield "%d programs have ended before they were killed" % early


def remains(jdk, left):
    """What is still there of killed servers, when the next session has begun."""
    time.sleep(OLD)
    next_one = Server(jdk, 1)
    folders = [folder for folder in left if folder.exists()]
    names = {str(folder) for folder in left}
    sockets = [line for line in pathlib.Path("/proc/net/unix").read_text().splitlines()
               if any(word.rsplit("/", 1)[0] in names for word in line.split()[7:])]
    status = next_one.close()
    print("  left of %d killed servers, when the next session has begun: %d folders, %d sockets" % (
        len(left), len(folders), len(sockets)), flush=True)
    if folders or sockets or status != 0:
        yield "%d folders and %d sockets are left; the next server ended with %d" % (len(folders), len(sockets), status)


def kills(target, jdk, count):
    handlers.build(target)
    subprocess.run(["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-o", target / "endless", HERE / "c/endless.c"], check=True)
    seed = random.randrange(1 << 32)
    random.seed(seed)
    # At least one virtual machine of each kind.
    third = max(count // 3, SERVERS)
    left = []
    wrong = [*programs(target, jdk, third), *servers(target, jdk, third, left), *both(target, jdk, third, left), *remains(jdk, left)]
    if wrong:
        sys.exit("seed %d: %s" % (seed, "; ".join(wrong)))
