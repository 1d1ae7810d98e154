package dev.shimgen.cli;

/** How messages show what was typed. */
final class Words {

    private Words() {}

    /** {@return a word in quotes, as a shell takes it} So it can be seen where it ends, and that it is empty. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
