package dev.shimgen.cli.export;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A path, which is bytes, as text.
 *
 * @param text what of it is UTF-8; null if there is none
 * @param base64 its bytes if the text does not say them all; otherwise null
 */
record PathText(@Nullable String text, @Nullable String base64) {

    static final PathText NONE = new PathText(null, null);

    static PathText of(ByteBuffer path) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(path.duplicate()).toString();
            return new PathText(text, null);
        } catch (CharacterCodingException e) {
            // man 7 path_resolution: any byte but 0 and the slash may be in a name.
            byte[] bytes = new byte[path.remaining()];
            path.duplicate().get(bytes);
            return new PathText(
                    new String(bytes, StandardCharsets.UTF_8),
                    Base64.getEncoder().encodeToString(bytes));
        }
    }
}
