#!/usr/bin/env python3
"""Prints the figures of the whole-libc shim: generation, compilation, size, headers, and the cost of a call.

    benchmarks/measure.py            all of it; builds what it needs with Maven
    benchmarks/measure.py --built    with the specs and the plugin of the last run
    benchmarks/measure.py --only generation
                                     one part of it; with --built, with the specs of the last run

Times are of this machine at this moment: what they are compared with is measured in the same run. Processor time (user and
system) stands beside the time on the clock, since it says more where others work, too.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

import experiment
import handlers
import kills
import net
import redirect
import tracing
import ways

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = HERE / "target"
SHIMS = ["passed", "traced"]
# A shim of a usual size: what the sample of that name is.
SAMPLE = "filetrace"
SAMPLE_SOURCES = ROOT / "samples/file-trace/src/main/java"
# What events cost, in parts that "--only events" has all of; and what is printed above each.
EVENTS = {
    "event": (tracing.event, "One event"),
    "programs": (tracing.programs, "Programs: processor time (and time on the clock) over that without a library; of the loop, over an empty one"),
    "starts": (tracing.starts, "Starting a program"),
    "off": (tracing.off, "Nothing is traced: system calls"),
    "flood": (tracing.flood, "16 processes of 4 threads, and a reader in Java, on all processors"),
    "text": (tracing.text, "All of libc as text and as events, times over those without a shim"),
}
PARTS = ["generation", "compilation", "headers", "calls", "events", *EVENTS, "reader", "client", "handlers", "ways", "net", "kills",
         "redirect"]
# Parts that have nothing to do with the shim of all of libc.
APART = {"reader", "client", "handlers", "ways", "net", "kills", "redirect"}
CLIENT = HERE / "client"
# The ways of Calls.java, and what of the time of hand-written code the bindings may take: without a string, and with one.
COMPARED = ["hand", "bindings"]
WAYS = {"hand": "by hand", "bindings": "bindings", "jni": "JNI", "jnr": "jnr-ffi", "jna": "JNA"}
GOAL, STRING_GOAL = 1.05, 1.1

# The same options as in generator/toolchain: CCompiler, LibraryOptions and SharedLibraryBuild.
FLAGS = ["-std=gnu11", "-O2", "-fPIC", "-fexceptions", "-fasynchronous-unwind-tables", "-Wall", "-Wextra", "-Werror",
         "-fvisibility=hidden", "-falign-functions=32"]
LINK = ["-shared", "-Wl,-z,now", "-Wl,-z,relro", "-Wl,-z,noexecstack"]


def run(command, **more):
    """Runs a command that must succeed; returns the seconds of wall-clock time and of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, **more)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seconds(pair):
    return "%6.2f s (%5.2f s of processor)" % pair


def build_specs():
    """Runs WholeLibcTest, which writes specs with every function that the headers declare and the libraries export."""
    print("Maven: WholeLibcTest, which writes the specs and counts the functions", flush=True)
    log = subprocess.run(
        ["mvn", "-B", "-q", "-pl", "generator", "-am", "-Dtest=WholeLibcTest", "-Dsurefire.failIfNoSpecifiedTests=false",
         "-Dspotless.check.skip", "test"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for line in log.splitlines():
        if line.startswith("functions of "):
            print("  " + line)


def processor_time(pid):
    """Processor time of a process and its finished children, in seconds: Maven, its Java compilers, the C compiler."""
    # man 5 proc: utime, stime, cutime and cstime are the 14th to 17th; the 2nd, in parentheses, may have spaces.
    fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def generate(shim):
    """Runs the goal five times in one Maven. A run lasts from its line in the log to the line of the next goal."""
    sources = "-Dshimgen.sources=%s" % SAMPLE_SOURCES if shim == SAMPLE else "-Dwhole.libc=" + shim.capitalize()
    command = ["mvn", "-B", "-Pbenchmarks", "-pl", "benchmarks", "-am", "-DskipTests", "-Dspotless.check.skip",
               "-Djacoco.skip", sources, "package"]
    # Otherwise the goal would find the files of an earlier run, and do nothing.
    for left in ["1", "2", "3", "4", "5", "shimgen"]:
        shutil.rmtree(TARGET / left, ignore_errors=True)
    # The script mvn ends with exec, so this process becomes Maven's.
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as maven:
        log, name, summary, began, used = [], None, "", 0, 0
        for line in maven.stdout:
            log.append(line)
            text = re.sub(r"\x1b\[[0-9;]*m", "", line)
            goal = re.match(r"\[INFO\] --- shimgen\S*:generate \(((?:cold|warm)\S*)\)", text)
            if name and (goal or re.match(r"\[INFO\] (?:--- |Reactor Summary)", text)):
                taken = time.monotonic() - began, processor_time(maven.pid) - used
                print("  %-7s %-7s %s" % (shim, name, seconds(taken)), flush=True)
                name = None
            if goal:
                name, began, used = goal[1], time.monotonic(), processor_time(maven.pid)
            if name and text.startswith("[INFO] lib"):
                summary = text.removeprefix("[INFO] ").strip()
    if maven.returncode or not summary:
        sys.exit("".join(log[-40:]))
    print("  %s" % summary)
    # Moved away, since the run for the next shim would remove it as left over by an earlier run.
    shutil.rmtree(TARGET / shim, ignore_errors=True)
    shutil.copytree(TARGET / "5" / "c", TARGET / shim)


def source(shim):
    return TARGET / shim / (shim + ".c")


def compile_times(shim, compilers):
    text = source(shim).read_bytes()
    print("  %s.c: %d lines, %d bytes" % (shim, text.count(b"\n"), len(text)))
    library = TARGET / ("lib%s.so" % shim)
    for compiler in compilers:
        taken = run([compiler, *FLAGS, *LINK, f"-Wl,-soname,{library.name}", "-o", str(library), str(source(shim))])
        print("  %-7s %-6s %s, library of %d bytes" % (shim, compiler, seconds(taken), library.stat().st_size))


def headers(compiler):
    """What each header costs, alone and when it is added to all others; and which ones can be left out."""
    text = source("passed").read_text()
    names = re.findall(r"^#include <([^>]+)>", text, re.MULTILINE)
    includes = "".join("#include <%s>\n" % name for name in names)

    def parse(code):
        return subprocess.run([compiler, *FLAGS, "-D_GNU_SOURCE", "-fsyntax-only", "-x", "c", "-"], input=code.encode(),
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0

    def cost(code):
        best = 1e9
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            parse(code)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return best * 1000

    empty = cost("")
    print("  %d headers: %.0f ms of processor, of which %.0f ms for the compiler to start" % (len(names), cost(includes), empty))
    alone = sorted(((cost("#include <%s>\n" % name) - empty, name) for name in names), reverse=True)
    print("  the most expensive ones, alone: " + ", ".join("%s %.0f ms" % (name, ms) for ms, name in alone[:8]))
    quoted = str(source("passed").parent)
    spare = []
    for name in names:
        code = text.replace("#include <%s>\n" % name, "", 1)
        ok = subprocess.run([compiler, *FLAGS, "-fsyntax-only", "-I" + quoted, "-x", "c", "-"], input=code.encode(),
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
        if ok:
            spare.append(name)
    print("  without these, one at a time, nothing is missing: " + (", ".join(spare) or "none"))


def calls():
    hand, program = TARGET / "libhand.so", TARGET / "pass_through"
    run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-fno-builtin", "-fPIC", "-shared", "-o", str(hand), str(HERE / "c/hand.c")])
    run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(program), str(HERE / "c/pass_through.c")])
    for shim in SHIMS:
        print("libhand.so and lib%s.so%s" % (shim, ", tracing off" if shim == "traced" else ""), flush=True)
        environment = {k: v for k, v in os.environ.items() if k != "SHIMGEN_TRACE"}
        run(["taskset", "-c", "0", str(program), str(hand), str(TARGET / ("lib%s.so" % shim))], env=environment)


def reader():
    """How many events a second Java reads: ReaderBenchmark of the runtime's tests, which no build runs by itself."""
    log = subprocess.run(
        ["taskset", "-c", "0", "mvn", "-B", "-pl", "runtime", "-am", "-Dtest=ReaderBenchmark",
         "-Dsurefire.failIfNoSpecifiedTests=false", "-Dspotless.check.skip", "-Djacoco.skip", "test"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for line in log.splitlines():
        if line.startswith("  reader: "):
            print(line)


def client(built):
    """What calls from Java cost: JMH runs the two ways that are compared five times, taking turns, and the others once."""
    jar = CLIENT / "target/shimgen-benchmarks-client-0.1.0-SNAPSHOT.jar"
    if not (built and jar.exists()):
        run(["mvn", "-B", "-q", "-Pbenchmarks", "-pl", "benchmarks/client", "-am", "-DskipTests", "-Dspotless.check.skip",
             "-Djacoco.skip", "package"], cwd=ROOT)
    tools = tracing.java()
    if tools is None:
        sys.exit("no JDK of at least 22 on this machine")
    include = tools.parent / "include"
    library = CLIENT / "target/libjni.so"
    run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-I%s" % include, "-I%s" % (include / "linux"),
         "-o", str(library), str(CLIENT / "src/main/c/jni.c")])
    times, garbage = {}, {}
    others = [way for way in WAYS if way not in COMPARED]
    for ways in (COMPARED, COMPARED[::-1], COMPARED, COMPARED[::-1], COMPARED, others):
        for call in jmh(tools, jar, library, ways):
            key = call["benchmark"].rsplit(".", 1)[1], call["params"]["way"]
            # Others work on the machine, too: a quarter of the iterations is taken for undisturbed.
            times.setdefault(key, []).append(statistics.quantiles(call["primaryMetric"]["rawData"][0], n=4)[0])
            garbage[key] = call["secondaryMetrics"]["gc.alloc.rate.norm"]["score"]
    print("  in ns, of the fastest round; in parentheses garbage in bytes, where there is any; ratios are the median of the rounds'")
    print("  %-15s" % "" + "".join("%16s" % name for name in WAYS.values()) + "   bindings over by hand")
    for call in dict.fromkeys(call for call, _ in times):
        cells = ["%.1f%s" % (min(times[call, way]), " (%.0f)" % garbage[call, way] if garbage[call, way] >= 0.5 else "")
                 for way in WAYS]
        ratio = statistics.median(ours / hand for hand, ours in zip(*(times[call, way] for way in COMPARED)))
        goal = STRING_GOAL if call.startswith(("access", "strlen")) else GOAL
        print("  %-15s" % call + "".join("%16s" % cell for cell in cells)
              + "   %.2f x, goal %.2f x: %s" % (ratio, goal, "reached" if ratio <= goal else "NOT REACHED"), flush=True)


def jmh(tools, jar, library, ways):
    """Runs JMH for some ways, and returns its results."""
    results = CLIENT / "target/jmh.json"
    subprocess.run(
        ["taskset", "-c", str(max(os.sched_getaffinity(0))), str(tools / "java"), "-cp", "%s:%s/*" % (jar, CLIENT / "target/dependency"),
         "org.openjdk.jmh.Main", "Calls", "-p", "way=" + ",".join(ways), "-f", "1", "-wi", "5", "-i", "20", "-w", "200ms", "-r", "100ms",
         "-prof", "gc", "-rf", "json", "-rff", str(results), "-foe", "true", "-jvmArgs",
         "-Xmx256m --enable-native-access=ALL-UNNAMED -Dclient.jni=%s" % library],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads(results.read_text())


def java():
    tools = tracing.java()
    if tools is None:
        sys.exit("no JDK of at least 22 on this machine")
    return str(tools / "java")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--built", action="store_true", help="use what the last run left behind")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part, and others with the same option")
    parser.add_argument("--no-headers", action="store_true", help="leave out the headers, which take longest")
    parser.add_argument("--kills", type=int, default=3000, help="how many the part of that name has (%(default)s)")
    options = parser.parse_args()
    compilers = [c for c in ("clang", "gcc") if subprocess.run(["which", c], capture_output=True, check=False).returncode == 0]
    parts = options.only or [part for part in PARTS if not (part == "headers" and options.no_headers)]
    parts += EVENTS if "events" in parts else ()
    print("%d processors, load %.1f" % (os.cpu_count(), os.getloadavg()[0]))
    shims = not APART.issuperset(parts)
    if shims and not options.built:
        build_specs()
    # With --built, the other parts use what the last run generated: it may be of another version.
    generated = all(source(shim).exists() for shim in (*SHIMS, SAMPLE))
    if "generation" in parts and (options.only or not options.built) or shims and not (options.built and generated):
        TARGET.mkdir(exist_ok=True)
        print("\nGeneration, several times in one Maven:", flush=True)
        for shim in (*reversed(SHIMS), SAMPLE):
            generate(shim)
    built = all((TARGET / ("lib%s.so" % shim)).exists() for shim in (*SHIMS, SAMPLE))
    if "compilation" in parts or {"calls", *EVENTS} & set(parts) and not (options.built and built):
        print("\nCompilation, as the goal does it:", flush=True)
        for shim in (*SHIMS, SAMPLE):
            compile_times(shim, compilers)
    if "headers" in parts:
        print("\nHeaders:", flush=True)
        headers(compilers[-1])
    if "calls" in parts:
        print("\nCalls, pinned to one processor:", flush=True)
        calls()
    if EVENTS.keys() & set(parts):
        tracing.build()
    for part, (measure, title) in EVENTS.items():
        if part in parts:
            print("\n%s (load %.1f):" % (title, os.getloadavg()[0]), flush=True)
            measure()
    if "reader" in parts:
        print("\nReading events, pinned to one processor:", flush=True)
        reader()
    if "client" in parts:
        print("\nCalls from Java, pinned to one processor (load %.1f):" % os.getloadavg()[0], flush=True)
        client(options.built)
    if "handlers" in parts:
        print("\nCalls that Java answers, beside a server in C on the same transport (load %.1f):" % os.getloadavg()[0], flush=True)
        handlers.handlers(TARGET, java())
    if "ways" in parts:
        print("\nCalls that somebody else answers, in several ways (load %.1f):" % os.getloadavg()[0], flush=True)
        ways.ways(TARGET, java(), options.built)
        experiment.experiment()
    if "net" in parts:
        print("\nConnections that somebody else decides on (load %.1f):" % os.getloadavg()[0], flush=True)
        net.net(TARGET, java(), options.built)
    if "kills" in parts:
        print("\nPrograms and servers that are killed (load %.1f):" % os.getloadavg()[0], flush=True)
        kills.kills(TARGET, java(), options.kills)
    if "redirect" in parts:
        print("\nNames that stand for others, beside fakechroot (load %.1f):" % os.getloadavg()[0], flush=True)
        redirect.redirect(TARGET)


if __name__ == "__main__":
    sys.exit(main())
