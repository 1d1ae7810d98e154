"""What a call costs that somebody answers, by benchmarks/handlers: "measure.py --only handlers"."""

import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PROJECT = HERE / "handlers"
SHIMS = PROJECT / "target/shimgen"
ROUNDS = 5
SPINNING = 200  # microseconds


def package(*projects):
    """What packages some projects, with what they need, and without tests."""
    return ["mvn", "-B", "-q", "-Pbenchmarks", "-DskipTests", "-Dspotless.check.skip", "-Djacoco.skip", "-Dinvoker.skip", "package",
            "-pl", ",".join(projects), "-am"]


def build(target, *more, maven=True):
    """The shims and the Java side by Maven, with those of more projects; the C programs by gcc."""
    if maven:
        subprocess.run(package("benchmarks/handlers", *more), cwd=ROOT, check=True)
    target.mkdir(exist_ok=True)
    for name in ["ask", "answer"]:
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-I" + str(SHIMS / "c"), "-o", target / name,
                        HERE / "c" / (name + ".c"), "-pthread"], check=True)


def java(jdk, main="Answering"):
    path = ":".join(str(folder) for folder in
                    [PROJECT / "target/classes", ROOT / "runtime/target/classes", ROOT / "spec/target/classes"])
    return [jdk, "--enable-native-access=ALL-UNNAMED", "-cp", path, "dev.shimgen.benchmarks.handlers." + main]


def asked(jdk, pinned, server, library, *words):
    """Median and 99th percentile in microseconds, and calls in a second."""
    command = (["taskset", "-c", "0"] if pinned else []) + java(jdk) + [str(server), str(SHIMS / library), *words]
    return [float(word) for word in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def middle(rows):
    return [statistics.median(column) for column in zip(*rows)]


def beside(jdk, pinned, ours, theirs):
    """The same by two, in turns; the medians of both and of the ratios."""
    pairs = [(asked(jdk, pinned, *ours), asked(jdk, pinned, *theirs)) for _ in range(ROUNDS)]
    return middle(a for a, _ in pairs), middle(b for _, b in pairs), middle([[x / y for x, y in zip(a, b)] for a, b in pairs])


def handlers(target, jdk):
    build(target)
    ask = str(target / "ask")
    answer = target / "answer"
    for pinned in [True, False]:
        print("  on one processor" if pinned else "  on all processors")
        for name, function, limit in [("stat", "stat", 1.25), ("open, with a descriptor", "open", 1.5)]:
            words = [ask, function, "1", "30000"]
            ours, theirs, ratio = beside(jdk, pinned, ["java", "libasked.so", *words], [answer, "libasked.so", *words])
            print("    %-26s Java %6.2f us (99th %7.2f), C %6.2f us (99th %7.2f): %.2f%s" % (
                name, ours[0], ours[1], theirs[0], theirs[1], ratio[0], " (at most %.2f)" % limit if pinned else ""))
        for clients in [8, 64]:
            # So many that what is compiled meanwhile, on the same processors, is a small part.
            words = [ask, "stat", str(clients), str(160000 // clients)]
            ours, theirs, ratio = beside(jdk, pinned, ["java", "libasked.so", *words], [answer, "libasked.so", *words])
            print("    stat, %2d clients           Java %8.0f calls a second, C %8.0f: %.2f" % (clients, ours[2], theirs[2], ratio[2]))
    words = [ask, "stat", "1", "100000"]
    print("  on all processors, and both sides spin")
    ours, theirs, ratio = beside(jdk, False, ["java+%d" % SPINNING, "libasked.so", *words], ["%s+%d" % (answer, SPINNING), "libasked.so", *words])
    print("    %-26s Java %6.2f us (99th %7.2f), C %6.2f us (99th %7.2f): %.2f (at most 2.50)" % (
        "stat", ours[0], ours[1], theirs[0], theirs[1], ratio[0]))
    words = [ask, "stat", "1", "1000000"]
    for name, server in [("whose handler leaves it alone", "nothing")]:
        ours, theirs, ratio = beside(jdk, True, [server, "libasked.so", *words], ["nothing", "libpassed.so", *words])
        print("  stat with @Handle, %s: %.3f us, passed through %.3f: %.2f (at most 1.05)" % (name, ours[0], theirs[0], ratio[0]))
