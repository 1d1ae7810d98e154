package dev.shimgen.traps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The properties of a library that {@code hardening-check(1)} and the dynamic linker check, as readelf(1) shows them.
 */
final class Hardening {

    private static final Pattern WRITABLE_CODE = Pattern.compile("^ +LOAD .* (?:RWE|WE) ", Pattern.MULTILINE);
    private static final Pattern STACK = Pattern.compile("^ +GNU_STACK .* RW +0x", Pattern.MULTILINE);

    private Hardening() {}

    /** {@return what is wrong with a library, empty if nothing is} */
    static List<String> faults(Path library) throws Exception {
        Path output = Files.createTempFile("readelf", ".txt");
        try {
            ProcessBuilder readelf = new ProcessBuilder("readelf", "--wide", "-l", "-d", library.toString());
            readelf.environment().put("LC_ALL", "C");
            int status = TrapProgram.run(readelf, output);
            String text = Files.readString(output);
            return status == 0 ? faults(text, library.getFileName().toString()) : List.of("readelf: " + text);
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> faults(String text, String name) {
        List<String> faults = new ArrayList<>();
        expect(text.contains("Flags: NOW") || text.contains(" BIND_NOW"), "its calls are bound lazily", faults);
        expect(text.contains(" GNU_RELRO "), "its table of addresses stays writable", faults);
        expect(STACK.matcher(text).find(), "it wants an executable stack", faults);
        expect(!text.contains("TEXTREL"), "its code is changed when it is loaded", faults);
        expect(!WRITABLE_CODE.matcher(text).find(), "its code is writable", faults);
        expect(text.contains("Library soname: [" + name + "]"), "its soname is not " + name, faults);
        return faults;
    }

    private static void expect(boolean holds, String otherwise, List<String> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
