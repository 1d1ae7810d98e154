"""
What names that stand for others cost: programs in a folder by its own name, and by one that the sample `redirect` or Debian's
fakechroot lets stand for it; "measure.py --only redirect".
"""

import contextlib
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import tracing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PROJECT = HERE / "redirect"
SPEC = ROOT / "samples/redirect/src/main/java/dev/shimgen/samples/redirect/Names.java"
LIBRARIES = PROJECT / "target/shimgen"
PASSED, REDIRECT = LIBRARIES / "libpassed.so", LIBRARIES / "libredirect.so"

# What programs say; nothing has that name.
NAME = "/shimgen-bench"
GOAL = 1.05
TURNS = 15
COPIES = 4

# Programs get {tree}, the folder by one of its names; {out}, another folder, which is empty; and {files}, some hundred names below {tree}.
PROGRAMS = {
    "find": "find {tree}/many -name *.java -size +8k",
    "ls": "ls -lR {tree}/many",
    "cat": "cat {files}",
    "sed": "sed -n s/return/&/p {files}",
    "python3": "python3 {tree}/words.py {tree}/many/0",
    "git": "git -C {tree}/many/0 status",
    "gcc": "gcc -O1 -I{tree}/headers -c -o {out}/program.o {tree}/program.c",
    "tar": "tar cf {out}/archive -C {tree} many",
    "rsync": "rsync -a {tree}/many/0/generator {out}",
    "bash": "bash {tree}/script.sh {tree}",
    "make": "make -s -C {tree}/targets",
    "java": "java -XX:TieredStopAtLevel=1 -cp {tree}/classes Words {tree}/many",
}

WORDS_PY = """
import os, re, sys
words = set()
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md") or name.endswith(".h"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                words.update(re.findall(r"\\w+", file.read()))
print(len(words), os.path.realpath(sys.argv[1]))
"""

WORDS_JAVA = """
import java.nio.file.*;
class Words {
    public static void main(String[] words) throws Exception {
        long[] sum = new long[2];
        try (var files = Files.walk(Path.of(words[0]))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file)) {
                    sum[0]++;
                    sum[1] += Files.size(file);
                }
            }
        }
        System.out.println(sum[0] + " " + sum[1] + " " + Path.of(words[0]).toRealPath());
    }
}
"""

# The shell's own look at files, and programs that it starts.
SCRIPT = """
cd "$1/many/0"
for file in */*.xml */src/main/java/dev/shimgen/*/*; do
    test -d "$file" || { read -r line < "$file"; }
done
pwd
for file in *.md; do
    cat "$file" | wc -l
done
"""

HEADERS = ["ctype", "errno", "fcntl", "signal", "stdio", "stdlib", "string", "time", "unistd"]


def build(target):
    """The sample's spec, and the same without its behaviour, by Maven; and the C program."""
    specs = PROJECT / "target/specs/dev/shimgen/samples/redirect"
    shutil.rmtree(PROJECT / "target", ignore_errors=True)
    specs.mkdir(parents=True)
    redirect = SPEC.read_text()
    passed = redirect
    for old, new in [("import dev.shimgen.spec.Redirect;\n", ""), ("@Redirect\n", ""), ('@Shim("redirect")', '@Shim("passed")'),
                     ("interface Names", "interface Passed")]:
        if passed.count(old) != 1:
            sys.exit("%s has %r not once" % (SPEC, old))
        passed = passed.replace(old, new)
    (specs / "Names.java").write_text(redirect)
    (specs / "Passed.java").write_text(passed)
    subprocess.run(["mvn", "-B", "-q", "-Pbenchmarks", "-DskipTests", "-Dspotless.check.skip", "-Djacoco.skip", "-Dinvoker.skip", "package",
                    "-pl", "benchmarks/redirect", "-am"], cwd=ROOT, check=True)
    tracing.compile_c(target / "names", str(HERE / "c/names.c"))


# The folder ------------------------------------------------------------------------------------------------------------


def plant(tree, tools):
    """Files for the programs: checkouts of this project, headers, and what some of the programs run."""
    (tree / "many").mkdir(parents=True)
    for copy in range(COPIES):
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(tree / "many" / str(copy))], check=True)
    headers = tree / "headers"
    headers.mkdir()
    # As many as a project has, in which the compiler looks first, and finds none of those that it looks for.
    for number in range(200):
        (headers / ("header%d.h" % number)).write_text("#define HEADER %d\n" % number)
    own = "".join('#include "header%d.h"\n#undef HEADER\n' % number for number in range(200))
    (tree / "program.c").write_text("".join("#include <%s.h>\n" % name for name in HEADERS) + own + "int one(void) { return 1; }\n")
    (tree / "words.py").write_text(WORDS_PY)
    (tree / "script.sh").write_text(SCRIPT)
    targets = tree / "targets"
    targets.mkdir()
    lines = ["all:" + "".join(" made%d" % number for number in range(300)) + " said"]
    for number in range(300):
        (targets / ("from%d" % number)).write_text("%d\n" % number)
        (targets / ("made%d" % number)).write_text("%d\n" % number)
        lines.append("made%d: from%d ; cp $< $@" % (number, number))
    lines += [".PHONY: said all", "said: ; @cat from1 from2; pwd"]
    (targets / "Makefile").write_text("\n".join(lines) + "\n")
    # git(1) reads what is as new as its index, over and over.
    for file in tree.rglob("*"):
        os.utime(file, (1_600_000_000, 1_600_000_000), follow_symlinks=False)
    subprocess.run(["git", "-C", str(tree / "many/0"), "status"], check=True, stdout=subprocess.DEVNULL)
    if tools:
        source = tree / "Words.java"
        source.write_text(WORDS_JAVA)
        subprocess.run([str(tools / "javac"), "-d", str(tree / "classes"), str(source)], check=True)


def words(text, tree, out, files):
    """A command's words, by one of the folder's names."""
    command = []
    for word in text.split():
        command += [tree + file for file in files] if word == "{files}" else [word.format(tree=tree, out=out)]
    return command


# The ways --------------------------------------------------------------------------------------------------------------


def fakechroot(root):
    """
    The variables by which its library lets NAME stand for the folder: names below any folder that is really there are left alone.
    None if it is not installed. The command of that name is a shell script, which would be measured, too.
    """
    if not shutil.which("fakechroot"):
        return None
    said = subprocess.run(["fakechroot", "env", "-0"], env=tracing.plain_environment(), check=True, capture_output=True, text=True).stdout
    variables = dict(line.split("=", 1) for line in said.split("\0") if line.startswith(("FAKECHROOT", "LD_PRELOAD=")))
    there = [str(path) for path in sorted(pathlib.Path("/").iterdir())]
    return {**variables, "FAKECHROOT_BASE": str(root), "FAKECHROOT_EXCLUDE_PATH": ":".join(there)}


@contextlib.contextmanager
def session(tree):
    """The variables of a session in which Java lets NAME stand for the folder, as in the sample; None if there is no such Java."""
    found = tracing.java_tools()
    if found is None:
        yield None
        return
    command = tracing.java_command(*found, "Renamed", NAME, str(tree))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=tracing.plain_environment()) as process:
        yield {"SHIMGEN_SESSION": process.stdout.readline().strip()}
        process.stdin.close()


def ways(root, tools, said_by_java):
    """Each with the name of the folder that programs get. All begin in "/": from a folder that fakechroot leaves alone, rsync(1) fails."""
    tree = str(root / NAME[1:])
    plain = {"PATH": ("%s:" % tools if tools else "") + "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(root), "GIT_OPTIONAL_LOCKS": "0"}
    redirect = {"LD_PRELOAD": str(REDIRECT)}
    made = {
        "native": ({}, tree),
        "passed through": ({"LD_PRELOAD": str(PASSED)}, tree),
        "redirected": ({**redirect, "SHIMGEN_REDIRECT": "%s=%s" % (NAME, tree)}, NAME),
    }
    if said_by_java is None:
        print("  nothing is said by Java: that needs a JDK of at least 22")
    else:
        made["by Java"] = ({**redirect, **said_by_java}, NAME)
    other = fakechroot(root)
    if other is None:
        print("  fakechroot is not installed (apt-get install fakechroot): nothing to compare with")
    else:
        made["fakechroot"] = (other, NAME)
    return {name: (tracing.Way(name, more={**plain, **more}, folder="/"), place) for name, (more, place) in made.items()}


def outcome(way, command, tree, out):
    """What a program prints, how it ends, and what it leaves, with NAME in place of the folder's own name."""
    done = subprocess.run(command, env={**tracing.plain_environment(), **way.more}, cwd=way.folder, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)
    left = sorted((str(file.relative_to(out)), hashlib.sha256(file.read_bytes()).hexdigest()) for file in out.rglob("*") if file.is_file())
    said = [text.replace(str(tree).encode(), NAME.encode()) for text in (done.stdout, done.stderr)]
    return done.returncode, *said, left


def empty(out):
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()


def differing(mine, native):
    """What of an outcome is another one; None if nothing is."""
    for name, one, other in zip(("output", "errors"), mine[1:], native[1:]):
        if one != other:
            lines = [line for line in one.splitlines() if line not in set(other.splitlines())]
            return "%s: %s" % (name, (lines or [b"lines are missing"])[0].decode(errors="replace")[:200])
    return None if mine == native else "exit status or files"


# Figures ---------------------------------------------------------------------------------------------------------------


def names(target, tree):
    """Nanoseconds of a call, on one processor."""
    below = str(tree)
    cases = [
        ("a name that no rule has, short and relative", "file"),
        ("of 44 bytes, relative", "src/main/java/dev/example/program/Files.java"),
        ("of 44 bytes, absolute", "/opt/include/x86_64-linux-gnu/bits/stdio2.hh"),
        ("whose first component a rule has", "/usr/include/x86_64-linux-gnu/bits/stdio2.hh"),
        ("a redirected name", NAME + "/many/0/README.md"),
        ('a name with ".."', "/opt/include/../stdio.h"),
        ('a relative name with ".."', "../stdio.h"),
        (None, "--"),
        ("a name that is there, looked for", "/etc/passwd"),
        ("a name that is not there, looked for", "/etc/shimgen-none"),
    ]
    environment = {**tracing.plain_environment(), "SHIMGEN_REDIRECT": "%s=%s:/usr/shimgen-none=%s" % (NAME, below, below)}
    command = [str(target / "names"), str(PASSED), str(REDIRECT), *(name for _, name in cases)]
    with tracing.one_processor():
        said = subprocess.run(command, env=environment, cwd="/etc", check=True, capture_output=True, text=True).stdout
    print("  nanoseconds of a call of access(2):")
    for (what, _), line in zip([case for case in cases if case[0]], said.splitlines()):
        plain, passed, redirected = (float(word) for word in line.split())
        print("    %-44s native %7.1f, passed through +%5.1f, redirected +%7.1f" % (what, plain, passed - plain, redirected - passed))


def measured(found, commands, out):
    """Seconds on the clock and of processor time of each way, a pair for each turn."""
    times = {name: [] for name in found}
    for name in tracing.in_turns(list(found), TURNS):
        empty(out)
        taken = found[name][0].time(commands[name])
        if isinstance(taken, str):
            sys.exit("%s, %s: %s" % (commands[name][0], name, taken))
        times[name].append(taken)
    return times


def row(program, times, columns):
    """The fastest turn of each; what is compared is processor time, and in parentheses the median of the turns' ratios."""
    best = {name: [min(column) for column in zip(*pairs)] for name, pairs in times.items()}
    cells = []
    for name in columns:
        text = "another outcome"
        if name in best:
            clock, processor = best[name]
            text = "%.1f (%.1f)" % (1000 * processor, 1000 * clock)
            if name != "native":
                turns = statistics.median(one[1] / of[1] for one, of in zip(times[name], times["native"]))
                text += " %.2f (%.2f)" % (processor / best["native"][1], turns)
        cells.append("%-28s" % text)
    ratio = best["redirected"][1] / best["native"][1] if "redirected" in best else 1e9
    print("    %-8s %s%s" % (program, "".join(cells), "reached" if ratio <= GOAL else "MISSED"), flush=True)


def redirect(target):
    tools = tracing.java()
    target.mkdir(exist_ok=True)
    build(target)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="shimgen-benchmark-redirect.", dir="/dev/shm"))
    try:
        run(target, folder, tools)
    finally:
        shutil.rmtree(folder)


def run(target, folder, tools):
    root, out = folder / "root", folder / "out"
    tree = root / NAME[1:]
    plant(tree, tools)
    names(target, tree)
    with session(tree) as said_by_java:
        programs(ways(root, tools, said_by_java), tree, out)


def programs(found, tree, out):
    files = sorted(str(file)[len(str(tree)):] for file in (tree / "many").glob("[0-9]/generator/src/main/**/*.java"))[:800]
    commands = {}
    for program, text in PROGRAMS.items():
        if not shutil.which(program, path=found["native"][0].more["PATH"]):
            print("  %s is not installed: not measured" % program)
            continue
        commands[program] = {name: words(text, place, str(out), files) for name, (_, place) in found.items()}
    same = {}
    for program, by_way in commands.items():
        outcomes = {}
        for name, (way, _) in found.items():
            # The first time a program finds less in memory, and git(1) a state that it has not looked at.
            for _ in range(2 if name == "native" else 1):
                empty(out)
                outcomes[name] = outcome(way, by_way[name], tree, out)
        if outcomes["native"][0] != 0:
            sys.exit("%s: %s" % (by_way["native"], outcomes["native"]))
        same[program] = {name: differing(of, outcomes["native"]) for name, of in outcomes.items()}
        for name, what in same[program].items():
            if what is not None:
                print("  %s, %s: ANOTHER OUTCOME: %s" % (program, name, what))
    count = sum(all(what is None for what in by_way.values()) for by_way in same.values())
    print("  %d of %d programs print the same, and leave the same, in each way" % (count, len(same)))
    print("  ms of processor time (and on the clock), the fastest of %d turns; processor time over native (and the median of turns)" % TURNS)
    print("  whether it is at most %.2f for what is redirected stands at the end" % GOAL)
    for pinned in (True, False):
        print("  on one processor" if pinned else "  on all processors")
        print("    %-8s %s" % ("", "".join("%-28s" % name for name in found)))
        for program, by_way in commands.items():
            able = {name: way for name, way in found.items() if same[program][name] is None}
            with tracing.one_processor() if pinned else contextlib.nullcontext():
                row(program, measured(able, by_way, out), found)
