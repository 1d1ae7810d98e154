package dev.shimgen.generator.header.declaration;

/** A text that is not a C declaration, or is of a kind that jextract never prints. */
public final class DeclarationException extends Exception {

    private static final long serialVersionUID = 1L;

    public DeclarationException(String message, String declaration) {
        super(message + ": " + declaration);
    }
}
