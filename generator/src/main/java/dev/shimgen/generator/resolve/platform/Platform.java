package dev.shimgen.generator.resolve.platform;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What this machine has: a compiler, the headers it finds and the libraries it links to.
 *
 * @param compiler the C compiler
 * @param includePaths the folders of {@code #include <…>}, in the order of the search
 * @param exports the functions of the C library
 */
public record Platform(CCompiler compiler, List<Path> includePaths, LibraryExports exports) {

    public Platform {
        includePaths = List.copyOf(includePaths);
    }

    /**
     * Finds out what the machine has.
     *
     * @throws GenerationException {@link Code#SG0405} without C headers, {@link Code#SG0404} without a C library
     */
    public static Platform of(CCompiler compiler) throws GenerationException {
        List<Path> includes = compiler.includePaths();
        // Not stddef.h, which comes with the compiler. Every header of glibc includes features.h, and musl has one,
        // too.
        if (includes.stream().noneMatch(folder -> Files.isRegularFile(folder.resolve("features.h")))) {
            throw new GenerationException(
                    Code.SG0405,
                    "the headers of the C library are not installed: " + compiler.describe()
                            + " finds no <features.h>. Debian, Ubuntu: apt-get install libc6-dev; Fedora, RHEL: dnf"
                            + " install glibc-devel; openSUSE: zypper install glibc-devel; Arch: pacman -S glibc",
                    null);
        }
        return new Platform(compiler, includes, LibraryExports.of(compiler));
    }

    /** {@return the C library, as it is called in messages: {@code glibc 2.36}} */
    public String libc() throws GenerationException {
        return compiler.libcVersion().map(LibcVersion::toString).orElse("this libc");
    }

    /** {@return the file that {@code #include <header>} reads} */
    public Optional<Path> header(String name) {
        return includePaths.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
