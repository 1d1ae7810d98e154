package dev.shimgen.generator.audit;

import dev.shimgen.generator.toolchain.ElfImage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from a stack who made a system call.
 *
 * <p>Counted from the innermost frame, all frames of libc and of the dynamic linker belong to one function that
 * somebody called. Its caller decides: if that is the shim, a wrapper saw the call, whatever is further out; if not,
 * the call went past the shim, even where the wrapper of another function is further out ({@code qsort}, say, whose
 * comparison function opens a file).
 *
 * <p>A wrapper that jumps leaves no frame. But an import of a name that the shim exports binds to the shim, so a call
 * by an imported name went through the wrapper, whether that has a frame or not. Which names bound to something else,
 * and where pointers came from, the dynamic linker tells ({@link Bindings}).
 */
final class Attribution {

    /** libc, the libraries that were separate from it before glibc 2.34, and the kernel's vDSO. */
    private static final Pattern LIBC =
            Pattern.compile("lib(?:c|pthread|rt|dl)(?:\\.so.*|-\\d.*)|ld-musl-.*|libc\\.musl-.*|\\[vdso]");

    private static final Pattern DYNAMIC_LINKER = Pattern.compile("ld-(?!musl).*|ld64?\\.so.*");

    /** The stages in which musl's libc links itself and the program: ldso/dlstart.c, ldso/dynlink.c. */
    private static final Pattern MUSL_START = Pattern.compile("_dlstart\\w*|__dls\\d\\w*");

    /** What a program's first instructions call: main and all that it calls are further in on the stack. */
    private static final String START = "__libc_start_main";

    /**
     * A wrapper's symbol: its function's name, with what the templates put before it and compilers behind it
     * ("read.cold").
     */
    private static final Pattern WRAPPER = Pattern.compile("(?:shimgen_(?:wrap|first|next)_)?(.+?)(?:\\.[a-z].*)?");

    private final Set<String> shims;
    private final Set<String> wrapped;
    private final UnaryOperator<String> publicName;
    private final Addresses addresses;
    private final Map<String, Optional<ElfImage>> images = new HashMap<>();

    /**
     * Makes one for the shims of an audit.
     *
     * @param shims the file names of the shims' libraries
     * @param wrapped the symbols that they export
     * @param publicName maps a symbol to the public function that it stands for
     */
    Attribution(Set<String> shims, Set<String> wrapped, UnaryOperator<String> publicName) {
        this.shims = Set.copyOf(shims);
        this.wrapped = Set.copyOf(wrapped);
        this.publicName = publicName;
        this.addresses = new Addresses(shims, publicName);
    }

    /**
     * {@return who made a system call}
     *
     * @param stack the innermost function first; empty if it is not known
     * @param bindings what the names of the program bound to
     */
    Origin of(List<Frame> stack, Bindings bindings) {
        if (stack.isEmpty() || stack.get(0).file().isEmpty()) {
            return new Origin(Origin.Way.UNKNOWN, "", "");
        }
        Frame innermost = stack.get(0);
        if (isShim(innermost)) {
            return new Origin(Origin.Way.SHIM, wrapper(stack, 0), innermost.library());
        }
        int caller = 0;
        boolean linking = false;
        while (caller < stack.size() && (isLibc(stack.get(caller)) || isLinker(stack.get(caller)))) {
            linking |= isLinker(stack.get(caller));
            Optional<String> own =
                    linking || caller == 0 ? Optional.empty() : wrappedImport(stack.get(caller), bindings);
            if (own.isPresent()) {
                // libc calls malloc and its kin through imported names itself (glibc's manual, "Replacing malloc").
                return new Origin(Origin.Way.SEEN, own.get(), stack.get(caller).library());
            }
            caller++;
        }
        if (caller == 0) {
            return new Origin(Origin.Way.DIRECT, nearest(innermost), innermost.library());
        }
        if (linking) {
            return linker(stack, caller, bindings);
        }
        if (caller == stack.size() || stack.get(caller).file().isEmpty()) {
            if (caller == 1) {
                // Even what libc does on nobody's behalf has a caller inside libc: a stack of one frame could not be
                // unwound any further. musl, for one, is often built without unwind tables.
                return new Origin(Origin.Way.UNKNOWN, "", "");
            }
            if (MUSL_START.matcher(stack.get(caller - 1).symbol()).matches()) {
                return new Origin(Origin.Way.DYNAMIC_LINKER, "", "");
            }
            return new Origin(Origin.Way.LIBC_ITSELF, nearest(stack.get(caller - 1)), "");
        }
        return isShim(stack.get(caller))
                ? new Origin(Origin.Way.SEEN, wrapper(stack, caller), user(stack, caller))
                : called(stack, caller, bindings);
    }

    /** libc's function was called either by its imported name or through a pointer. */
    private Origin called(List<Frame> stack, int at, Bindings bindings) {
        Frame function = stack.get(at - 1);
        Frame caller = stack.get(at);
        Optional<String> imported = image(caller.file()).flatMap(image -> image.calledImport(caller.offset()));
        String name = imported.orElseGet(() -> nearest(function));
        if (name.equals(START)) {
            return new Origin(Origin.Way.LIBC_ITSELF, name, caller.library());
        }
        if (!wrapped.contains(name)) {
            return new Origin(Origin.Way.LIBC, name, caller.library());
        }
        Origin.Way way = imported.isPresent()
                ? addresses.byName(name, caller.file(), bindings)
                : addresses.byPointer(name, caller.file(), imports(caller, name), bindings);
        boolean interposes = way != Origin.Way.SEEN
                && at + 1 < stack.size()
                && publicName.apply(caller.symbol()).equals(publicName.apply(name));
        // Another preload library's wrapper of this function holds the address of the next definition, as it must:
        // so what counts is who called that wrapper.
        return interposes ? called(stack, at + 1, bindings) : new Origin(way, name, caller.library());
    }

    private boolean imports(Frame caller, String name) {
        return image(caller.file()).map(image -> image.imports(name)).orElse(false);
    }

    /** {@return the imported function that a call instruction names, if that import is bound to the shim} */
    private Optional<String> wrappedImport(Frame caller, Bindings bindings) {
        return image(caller.file())
                .flatMap(image -> image.calledImport(caller.offset()))
                .filter(wrapped::contains)
                .filter(name -> addresses.byName(name, caller.file(), bindings) == Origin.Way.SEEN);
    }

    /**
     * A library that is loaded at the start is loaded for the program; dlopen, and functions that load a part of libc
     * when they need it, have a caller.
     */
    private Origin linker(List<Frame> stack, int caller, Bindings bindings) {
        if (caller == stack.size() || stack.get(caller).file().isEmpty()) {
            return new Origin(Origin.Way.DYNAMIC_LINKER, "", "");
        }
        Origin origin = called(stack, caller, bindings);
        return new Origin(
                Origin.Way.DYNAMIC_LINKER, origin.way() == Origin.Way.LIBC_ITSELF ? "" : origin.function(), "");
    }

    /** {@return the function whose wrapper the program called: that of the outermost consecutive frame of the shim} */
    private String wrapper(List<Frame> stack, int from) {
        int at = from;
        while (at + 1 < stack.size() && isShim(stack.get(at + 1))) {
            at++;
        }
        Matcher name = WRAPPER.matcher(stack.get(at).symbol());
        return name.matches() ? name.group(1) : "";
    }

    private String user(List<Frame> stack, int from) {
        int at = from;
        while (at < stack.size() && isShim(stack.get(at))) {
            at++;
        }
        return at == stack.size() ? "" : stack.get(at).library();
    }

    /**
     * {@return the function's name; empty in a stripped libc for one that is not exported, whose nearest symbol is
     * another's}
     */
    private String nearest(Frame function) {
        boolean inside = image(function.file())
                .map(image -> image.covers(function.symbol(), function.inSymbol()))
                .orElse(true);
        return inside ? publicName.apply(function.symbol()) : "";
    }

    private boolean isShim(Frame frame) {
        return shims.contains(frame.library());
    }

    private static boolean isLibc(Frame frame) {
        return LIBC.matcher(frame.library()).matches();
    }

    private static boolean isLinker(Frame frame) {
        return DYNAMIC_LINKER.matcher(frame.library()).matches();
    }

    /** {@return whether a file is the interpreter that the kernel starts for a dynamic program; musl's is its libc} */
    static boolean isDynamicLinker(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        // For musl the kernel maps the target of the link ld-musl-x86_64.so.1, which is libc.so. glibc's libc.so is
        // a linker script and never runs.
        return DYNAMIC_LINKER.matcher(name).matches() || name.startsWith("ld-musl-") || name.equals("libc.so");
    }

    private Optional<ElfImage> image(String file) {
        return images.computeIfAbsent(file, Attribution::read);
    }

    private static Optional<ElfImage> read(String file) {
        try {
            return ElfImage.read(Path.of(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
