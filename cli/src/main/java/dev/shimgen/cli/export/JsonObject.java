package dev.shimgen.cli.export;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A flat object of JSON (RFC 8259), written field by field. */
final class JsonObject {

    private final StringBuilder json = new StringBuilder("{");

    JsonObject number(String name, @Nullable Number value) {
        name(name).append(value);
        return this;
    }

    JsonObject flag(String name, @Nullable Boolean value) {
        name(name).append(value);
        return this;
    }

    JsonObject text(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            json.append("null");
            return this;
        }
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(value.charAt(i));
        }
        json.append('"');
        return this;
    }

    private void escaped(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < 0x20) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    private StringBuilder name(String name) {
        return json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":");
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
