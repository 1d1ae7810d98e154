package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A C compiler that takes the options of gcc: gcc and clang.
 *
 * <p>Every question to it is one process with a time limit. It fails with {@link Code#SG0406} if the compiler does not
 * end, and with {@link Code#SG0401} if it cannot be started any more.
 */
public final class CCompiler {

    /**
     * What decides which declarations a header shows: the language, and options that define macros which headers look
     * at. {@code -O2} defines {@code __OPTIMIZE__}, {@code -fexceptions} defines {@code __EXCEPTIONS}, {@code -fPIC}
     * defines {@code __PIC__}. Questions about headers are asked with these options, because the C is compiled with
     * them, too.
     */
    public static final List<String> LANGUAGE =
            List.of("-std=gnu11", "-O2", "-fPIC", "-fexceptions", "-fasynchronous-unwind-tables");

    private static final String GLIBC = "libc.so.6";

    private final List<String> command;
    private final Duration limit;
    private final TargetTriplet target;

    /** The glibc that its headers are of; also empty if they were not asked. */
    private final Optional<LibcVersion> glibc;

    /** Libraries that were asked for; a run asks for its libc again and again. */
    private final Map<String, Optional<Path>> libraries = new ConcurrentHashMap<>();

    CCompiler(List<String> command, Duration limit, TargetTriplet target, Optional<LibcVersion> glibc) {
        this.command = List.copyOf(command);
        this.limit = limit;
        this.target = target;
        this.glibc = glibc;
    }

    /**
     * {@return a compiler that was located earlier}
     *
     * @param command the program and its own options
     * @param limit how long one run may take
     * @param platform what {@link #targetTriplet} said
     */
    public static CCompiler located(List<String> command, Duration limit, String platform) {
        return new CCompiler(command, limit, new TargetTriplet(platform), Optional.empty());
    }

    /** {@return the command as one would type it, for the build log} */
    public String describe() {
        return String.join(" ", command);
    }

    /** {@return the program and its own options} */
    public List<String> command() {
        return command;
    }

    /**
     * {@return the same compiler, looking for headers in these folders before its own}
     *
     * <p>{@code -isystem}, so that warnings in headers that are not shimgen's own are not errors.
     */
    public CCompiler including(List<Path> folders) {
        List<String> extended = new ArrayList<>(command);
        for (Path folder : folders) {
            extended.addAll(
                    List.of("-isystem", folder.toAbsolutePath().normalize().toString()));
        }
        return new CCompiler(extended, limit, target, glibc);
    }

    /** {@return the same compiler, with additional options} */
    public CCompiler with(String... options) {
        List<String> extended = new ArrayList<>(command);
        extended.addAll(List.of(options));
        return new CCompiler(extended, limit, target, glibc);
    }

    /** {@return the platform that it compiles for, as Debian's multiarch names it: {@code x86_64-linux-gnu}} */
    public String targetTriplet() {
        return target.normalized();
    }

    /**
     * Checks that a translation unit is correct, without producing output.
     *
     * @param source C text
     * @param flags options beside {@link #LANGUAGE}
     */
    public CompileResult checkSyntax(String source, List<String> flags) throws GenerationException {
        List<String> arguments = new ArrayList<>(List.of("-fsyntax-only"));
        arguments.addAll(flags);
        return CompileResult.of(run(arguments, source));
    }

    /**
     * Runs the preprocessor.
     *
     * @param source C text
     * @param flags options beside {@link #LANGUAGE}
     * @throws GenerationException {@link Code#SG0307} if a header is missing, or stops with {@code #error}
     */
    public Preprocessed preprocess(String source, List<String> flags) throws GenerationException {
        return Preprocessed.parse(preprocessedText(source, flags));
    }

    /**
     * {@return the preprocessor's output for a translation unit, with line markers and definitions of macros}
     *
     * @param source C text
     * @param flags options beside {@link #LANGUAGE}
     * @throws GenerationException {@link Code#SG0307} if a header is missing, or stops with {@code #error}
     */
    public String preprocessedText(String source, List<String> flags) throws GenerationException {
        List<String> arguments = new ArrayList<>(List.of("-E", "-dD"));
        arguments.addAll(flags);
        CommandResult result = run(arguments, source);
        if (!result.ok()) {
            throw new GenerationException(
                    Code.SG0307,
                    "the headers do not pass the preprocessor of " + describe() + ":\n"
                            + CompileResult.of(result).firstError(),
                    null);
        }
        return result.stdout();
    }

    /**
     * Compiles to an object file and reads it; the file itself is deleted.
     *
     * @param source C text
     * @param flags options beside {@link #LANGUAGE}
     */
    public CompiledObject compileObject(String source, List<String> flags) throws GenerationException {
        try {
            Path object = Files.createTempFile("shimgen", ".o");
            try {
                List<String> arguments = new ArrayList<>(List.of("-c", "-o", object.toString()));
                arguments.addAll(flags);
                CompileResult result = CompileResult.of(run(arguments, source));
                return new CompiledObject(result, result.ok() ? Optional.of(ElfFile.read(object)) : Optional.empty());
            } finally {
                Files.deleteIfExists(object);
            }
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0501, "cannot write a file to the folder for temporary files: " + e.getMessage(), e);
        }
    }

    /**
     * Finds a library by its file name.
     *
     * @param name for example {@code libc.so.6}
     * @return the library's path; empty if the linker would not find it
     */
    public Optional<Path> libraryFile(String name) throws GenerationException {
        Optional<Path> known = libraries.get(name);
        if (known != null) {
            return known;
        }
        Optional<Path> found = findLibrary(name);
        libraries.put(name, found);
        return found;
    }

    private Optional<Path> findLibrary(String name) throws GenerationException {
        CommandResult result = run(List.of("-print-file-name=" + name), "");
        String answer = result.stdout().strip();
        // The name of a library that is not found is printed unchanged.
        if (!result.ok() || answer.isEmpty() || answer.equals(name)) {
            return Optional.empty();
        }
        return Optional.of(Path.of(answer)).filter(Files::isRegularFile);
    }

    /**
     * {@return the C library that programs are linked to: {@code libc.so.6}, or musl's {@code libc.so}; empty if there
     * is none}
     */
    public Optional<Path> libc() throws GenerationException {
        return isForMusl() ? linkedLibc() : libraryFile(GLIBC);
    }

    /**
     * {@return the C library of its headers; empty if that is neither glibc nor musl, or is not installed}
     *
     * <p>This is the target's, not the one of this process. glibc's headers name its version; musl's do not, on purpose
     * (its FAQ), but its library does.
     */
    public Optional<LibcVersion> libcVersion() throws GenerationException {
        if (glibc.isPresent()) {
            return glibc;
        }
        if (!isForMusl()) {
            return TargetTriplet.glibc(macros(command, limit));
        }
        Optional<Path> libc = libc();
        return libc.isEmpty() ? Optional.empty() : MuslVersion.in(libc.get());
    }

    /** {@return the preprocessor's output for {@link TargetTriplet#question}; empty if that failed} */
    static String macros(List<String> command, Duration limit) throws GenerationException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-E", "-P", "-x", "c", "-"));
        CommandResult answer = start(line, TargetTriplet.question(), limit);
        return answer.ok() ? answer.stdout() : "";
    }

    /** {@return whether it links programs to musl} */
    public boolean isForMusl() {
        return target.normalized().contains("-linux-musl");
    }

    /**
     * {@code musl-gcc} is gcc with a specs file that changes the linker's folders, which gcc's {@code -print-file-name}
     * ignores. So a program is linked, and the linker prints the files that it reads (ld(1), {@code --trace}).
     */
    private Optional<Path> linkedLibc() throws GenerationException {
        try {
            Path made = Files.createTempFile("shimgen", ".so");
            try {
                CommandResult result = run(List.of("-shared", "-Wl,--trace", "-o", made.toString()), "");
                return result.stdout()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("/") && line.endsWith("/libc.so"))
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .findFirst();
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0501, "cannot write a file to the folder for temporary files: " + e.getMessage(), e);
        }
    }

    /** {@return the folders in which {@code #include <…>} looks, in that order} */
    public List<Path> includePaths() throws GenerationException {
        return includePaths(command, limit);
    }

    /**
     * {@return the folders in which {@code #include <…>} looks, in that order}
     *
     * @param command a C compiler and its own options
     * @param limit how long it may take
     */
    public static List<Path> includePaths(List<String> command, Duration limit) throws GenerationException {
        CommandResult result = run(command, List.of("-E", "-v"), "", limit);
        List<Path> paths = new ArrayList<>();
        boolean inList = false;
        for (String line : result.stderr().lines().toList()) {
            if (line.startsWith("#include <...>")) {
                inList = true;
            } else if (line.startsWith("End of search list")) {
                inList = false;
            } else if (inList) {
                paths.add(Path.of(line.strip()).normalize());
            }
        }
        return List.copyOf(paths);
    }

    /** Runs the compiler without {@link #LANGUAGE} and without input. */
    CommandResult runPlain(List<String> arguments) throws GenerationException {
        return runPlain(arguments, null);
    }

    /**
     * Runs the compiler without {@link #LANGUAGE} and without input.
     *
     * @param temporary where it puts its temporary files (gcc's manual, {@code TMPDIR}); {@code null} for the default
     */
    CommandResult runPlain(List<String> arguments, @Nullable Path temporary) throws GenerationException {
        List<String> line = new ArrayList<>(command);
        line.addAll(arguments);
        return start(line, "", limit, temporary == null ? Map.of() : Map.of("TMPDIR", temporary.toString()));
    }

    private CommandResult run(List<String> arguments, String stdin) throws GenerationException {
        return run(command, arguments, stdin, limit);
    }

    private static CommandResult run(List<String> command, List<String> arguments, String stdin, Duration limit)
            throws GenerationException {
        List<String> line = new ArrayList<>(command);
        line.addAll(LANGUAGE);
        line.addAll(arguments);
        line.addAll(List.of("-x", "c", "-"));
        return start(line, stdin, limit);
    }

    static CommandResult start(List<String> line, String stdin, Duration limit) throws GenerationException {
        return start(line, stdin, limit, Map.of());
    }

    private static CommandResult start(List<String> line, String stdin, Duration limit, Map<String, String> environment)
            throws GenerationException {
        try {
            return CommandRunner.run(line, null, stdin, limit, environment);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0401, "cannot start the C compiler: " + e.getMessage(), e);
        } catch (CommandRunner.TimeoutException e) {
            throw new GenerationException(
                    Code.SG0406,
                    "the C compiler did not end within " + limit.toSeconds() + " s and was stopped: " + line.get(0)
                            + "; shimgen.timeout sets another limit in seconds",
                    e);
        }
    }
}
