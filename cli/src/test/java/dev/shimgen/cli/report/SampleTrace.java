package dev.shimgen.cli.report;

import dev.shimgen.runtime.event.SampleEvents;
import dev.shimgen.runtime.event.TraceEvent;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A build as make(1) runs it, without running one: a shell and a compiler for each source, two at a time. */
final class SampleTrace {

    private static final List<String> HEADERS = List.of(
            "/usr/include/stdio.h",
            "/usr/include/stdlib.h",
            "/usr/include/x86_64-linux-gnu/bits/types.h",
            "/usr/include/x86_64-linux-gnu/sys/stat.h",
            "/usr/include/string.h",
            "src/include/parser.h",
            "src/include/tokens.h",
            "src/include/config.h");

    private final Random random = new Random(7);
    private final Consumer<TraceEvent> to;
    private int count;

    SampleTrace(Consumer<TraceEvent> to) {
        this.to = to;
    }

    /** Makes about as many events as asked for. */
    static void make(int most, Consumer<TraceEvent> to) {
        new SampleTrace(to).build(most);
    }

    private void tell(TraceEvent event) {
        to.accept(event);
        count++;
    }

    private long took(long usually) {
        double spread = Math.exp(random.nextGaussian() * 0.8);
        boolean outlier = random.nextInt(4000) == 0;
        return Math.max((long) (usually * spread * (outlier ? 300 : 1)), 200);
    }

    private void build(int most) {
        SampleEvents make = new SampleEvents().as(4000, 4000);
        tell(make.timed("open", 3, 0, took(4000), "Makefile", 0));
        tell(make.timed("read", 2711, 0, took(9000), 3, 0, 4096));
        tell(make.timed("close", 0, 0, took(700), 3));
        int jobs = 12;
        for (int job = 0; job < jobs && count < most; job++) {
            int shell = 4001 + 3 * job;
            long shellStart = 2_000_000 + (job / 2) * 60_000_000L + (job % 2) * 3_000_000L;
            tell(make.timed("pipe", 0, 0, took(2000), new int[] {4, 5}));
            tell(make.timed("fork", shell, 0, took(120_000)));
            SampleEvents child = new SampleEvents().as(shell, shell).pause(shellStart);
            tell(child.timed("fork", 0, 0, 0));
            tell(child.timed("close", 0, 0, took(700), 4));
            tell(child.begun("execve", "/bin/sh"));
            tell(child.pause(900_000).timed("open", 3, 0, took(5000), "/etc/ld.so.cache", 0));
            tell(child.timed("close", 0, 0, took(700), 3));
            SampleEvents compiler = new SampleEvents().as(shell + 1, shell + 1).pause(shellStart + 3_000_000);
            SampleEvents helper = new SampleEvents().as(shell + 1, shell + 900).pause(shellStart + 6_000_000);
            tell(child.call("vfork", 0));
            tell(child.begun("execve", job % 3 == 0 ? "/usr/bin/clang" : "/usr/bin/cc"));
            int calls = Math.max((most - 60) / jobs, 10);
            int begun = count;
            String source = "src/"
                    + List.of("parser", "lexer", "main", "tree", "emit", "util").get(job % 6) + job + ".c";
            while (count - begun < calls) {
                compile(compiler, helper, source);
            }
            tell(compiler.timed("exit", 0, 0, 0, job == 7 ? 1 : 0));
            tell(child.timed("waitpid", shell + 1, 0, 52_000_000, -1, new int[] {job == 7 ? 256 : 0}, 0));
            tell(make.timed("read", 0, 0, took(20_000_000), 4, 0, 1));
            tell(make.timed("waitpid", shell, 0, took(25_000_000), -1, new int[] {job == 7 ? 512 : 0}, 0));
        }
        tell(make.timed("write", 31, 0, took(8000), 1, 0, 31));
    }

    private void compile(SampleEvents compiler, SampleEvents helper, String source) {
        for (String folder : List.of("/usr/local/include", "/usr/lib/gcc/include")) {
            String header = HEADERS.get(random.nextInt(HEADERS.size()));
            String name = header.substring(header.lastIndexOf('/') + 1);
            if (random.nextInt(3) > 0) {
                tell(compiler.timed("open", -1, 2, took(3000), folder + "/" + name, 0));
            }
        }
        String path = random.nextInt(4) == 0 ? source : HEADERS.get(random.nextInt(HEADERS.size()));
        tell(compiler.timed("stat", 0, 0, took(2500), path, 0));
        tell(compiler.timed("open", 3, 0, took(6000), path, 0));
        tell(compiler.timed("fstat", 0, 0, took(900), 3, 0));
        for (int i = random.nextInt(5); i >= 0; i--) {
            tell(compiler.timed("read", 4096 - random.nextInt(2000), 0, took(5000), 3, 0, 4096));
        }
        tell(compiler.timed("close", 0, 0, took(700), 3));
        if (random.nextInt(20) == 0) {
            String object = source.replace(".c", ".o");
            tell(compiler.timed("open", 6, 0, took(15_000), object, 577));
            tell(compiler.timed("write", 8192, 0, took(22_000), 6, 0, 8192));
            tell(compiler.timed("close", 0, 0, took(4000), 6));
        }
        if (random.nextInt(30) == 0) {
            tell(compiler.timed("rename", 0, 0, took(9000), source + ".d.tmp", source + ".d"));
        }
        if (random.nextInt(60) == 0) {
            tell(compiler.timed("access", -1, 13, took(2000), "/root/.config/cc", 4));
        }
        if (random.nextInt(3) == 0) {
            tell(helper.pause(took(30_000)).timed("poll", 1, 0, took(60_000), 0, 1, -1));
            tell(helper.timed("lseek", 0, 0, took(600), 3, 0, 0));
        }
        compiler.pause(took(25_000));
    }
}
