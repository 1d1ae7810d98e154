package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a program is started, according to the headers of its ELF file (System V ABI, chapter 5; man 5 elf).
 *
 * @param bits 32 or 64
 * @param machine {@code e_machine}, a number of {@code <elf.h>}
 * @param interpreter the dynamic linker that starts it; {@code null} for a static program and for a library
 * @param go whether it was made by the Go linker ({@code .note.go.buildid})
 */
public record ElfProgram(int bits, int machine, @Nullable String interpreter, boolean go) {

    /** How much is read: the headers, the interpreter's name and the notes are at the beginning of the file. */
    private static final int BEGINNING = 1 << 20;

    private static final int PT_INTERP = 3;
    private static final int PT_NOTE = 4;

    /** {@return what a file's headers say; empty if it is no ELF file or cannot be read} */
    public static Optional<ElfProgram> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(BEGINNING));
        } catch (IOException | ElfFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<ElfProgram> parse(byte[] content) throws ElfFormatException {
        if (content.length < 20 || content[0] != 0x7f || content[1] != 'E' || content[2] != 'L' || content[3] != 'F') {
            return Optional.empty();
        }
        boolean wide = content[4] == 2;
        ElfBytes in = new ElfBytes(content, content[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, wide);
        long table = in.word(wide ? 32 : 28);
        int entrySize = in.u16(wide ? 54 : 42);
        int count = in.u16(wide ? 56 : 44);
        String interpreter = null;
        boolean go = false;
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * entrySize;
            long type = in.u32(at);
            long offset = in.word(at + (wide ? 8 : 4));
            long size = in.word(at + (wide ? 32 : 16));
            if (type == PT_INTERP) {
                interpreter = in.string(offset, size, 0);
            } else if (type == PT_NOTE) {
                go |= isGo(in, offset, size);
            }
        }
        return Optional.of(new ElfProgram(wide ? 64 : 32, in.u16(18), interpreter, go));
    }

    /**
     * Notes: the sizes of name and description, the type (32 bits each), name and description, each padded to four
     * bytes.
     */
    private static boolean isGo(ElfBytes in, long offset, long size) throws ElfFormatException {
        long at = offset;
        while (at + 12 <= offset + size) {
            long nameSize = in.u32(at);
            if (nameSize == 4 && in.string(at + 12, nameSize, 0).equals("Go")) {
                return true;
            }
            at += 12 + padded(nameSize) + padded(in.u32(at + 4));
        }
        return false;
    }

    private static long padded(long size) {
        return (size + 3) & ~3L;
    }

    /**
     * {@return the first line of a script, without {@code #!} (execve(2), "Interpreter scripts"); empty for other
     * files}
     */
    public static Optional<String> script(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // 256 is BINPRM_BUF_SIZE of <linux/binfmts.h>; Latin-1, so that the bytes of any file can be decoded.
            String text = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
            return text.startsWith("#!") ? text.substring(2).lines().findFirst().map(String::strip) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
