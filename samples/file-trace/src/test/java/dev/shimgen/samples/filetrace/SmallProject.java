package dev.shimgen.samples.filetrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small project in C, with what makes the build of larger ones hard to follow. */
final class SmallProject {

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("Makefile", """
                    CFLAGS = -O1 -Wall -I inc1 -I inc2
                    all: program tool both plus lib/libone.a sub/other

                    program: src/main.o gen/table.o src/with\\ space.o
                    	gcc -o $@ src/main.o gen/table.o 'src/with space.o' -lm
                    src/main.o: src/main.c
                    	gcc $(CFLAGS) -include inc2/forced.h -DNAME='"a \\ b"' -MMD -MF src/main.d -c -o $@ $<
                    src/with\\ space.o: src/with\\ space.c
                    	$(CC) $(CFLAGS) -c 'src/with space.c' -o 'src/with space.o'
                    gen/table.c: gen/make.sh
                    	sh gen/make.sh > $@.new && mv $@.new $@
                    gen/table.o: gen/table.c
                    	gcc $(CFLAGS) -c gen/table.c -o $@
                    tool: src/tool.c
                    	gcc -std=c11 -DLONG=$(LONG) -Isrc/../inc2 src/tool.c -o tool -lm -Wl,-s
                    both: src/a.c src/b.c
                    	gcc $(CFLAGS) src/a.c src/b.c -o both
                    plus: src/plus.cc
                    	g++ @options src/plus.cc -o plus
                    lib/libone.a: src/a.c src/b.c
                    	mkdir lib
                    	cd lib && gcc -I ../inc1 -I ../inc2 -c ../src/a.c ../src/b.c && ar rcs libone.a a.o b.o
                    sub/other: sub/other.c
                    	cd sub && $(CC) -c other.c && $(CC) -o other other.o && ./other && ls . > /dev/null
                    	gcc -E sub/other.c > /dev/null
                    	gcc --version > /dev/null
                    LONG = %s
                    """.formatted("1".repeat(700))),
            Map.entry("src/main.c", """
                    #include "shared.h"
                    int table(void);
                    int space(void);
                    int main(void) { return table() + space() + SHARED + FORCED; }
                    """),
            Map.entry("src/a.c", """
                    #include "shared.h"
                    int b(void);
                    int main(void) { return SHARED; }
                    """),
            Map.entry("src/b.c", "int b(void) { return 0; }\n"),
            Map.entry("src/with space.c", "int space(void) { return 0; }\n"),
            Map.entry("src/tool.c", "#include <shared.h>\nint main(void) { return SHARED; }\n"),
            Map.entry("src/plus.cc", "int main() { return 0; }\n"),
            Map.entry("sub/other.c", "int main(void) { return 0; }\n"),
            Map.entry("inc1/unused.h", "\n"),
            Map.entry("inc2/shared.h", "#define SHARED 0\n"),
            Map.entry("inc2/forced.h", "#define FORCED 0\n"),
            Map.entry("gen/make.sh", "echo 'int table(void) { return 0; }'\n"),
            Map.entry("options", "-O1 '-DTEXT=\"a b\"'\n-Wall\n"));

    private SmallProject() {}

    /** Makes the project in a folder, which must not be there. */
    static Path make(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }
}
