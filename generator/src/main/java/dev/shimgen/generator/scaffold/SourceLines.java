package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Breaks Java code into lines of 120 characters as palantir-java-format does; a test compares the two. */
final class SourceLines {

    private static final int WIDTH = 120;
    private static final String MEMBER = " ".repeat(4);
    private static final String CONTINUED = " ".repeat(8);
    private static final String TWICE = " ".repeat(16);

    private SourceLines() {}

    /** {@return the beginning of an interface} */
    static List<String> declaration(String name, List<String> groups, String end) {
        String head = "public interface " + name;
        if (groups.isEmpty()) {
            return List.of(head + end);
        }
        String list = "extends " + String.join(", ", groups) + end;
        if (head.length() + 1 + list.length() <= WIDTH) {
            return List.of(head + " " + list);
        }
        if (CONTINUED.length() + list.length() <= WIDTH) {
            return List.of(head, CONTINUED + list);
        }
        List<String> lines = new ArrayList<>(List.of(head));
        for (int i = 0; i < groups.size(); i++) {
            String before = i == 0 ? CONTINUED + "extends " : TWICE;
            lines.add(before + groups.get(i) + (i + 1 < groups.size() ? "," : end));
        }
        return lines;
    }

    /** {@return a method of an interface with its annotations, without the indent of a member} */
    static List<String> method(SpecMethod method) {
        List<String> lines = new ArrayList<>();
        method.annotations().forEach(annotation -> lines.addAll(annotation(annotation, MEMBER.length())));
        String head = method.result().simpleName() + " " + method.name() + "(";
        List<String> parameters =
                method.parameters().stream().map(SourceLines::parameter).toList();
        String list = String.join(", ", parameters) + ");";
        if (MEMBER.length() + head.length() + list.length() <= WIDTH) {
            lines.add(head + list);
            return lines;
        }
        lines.add(head);
        if (MEMBER.length() + CONTINUED.length() + list.length() <= WIDTH) {
            lines.add(CONTINUED + list);
            return lines;
        }
        for (int i = 0; i < parameters.size(); i++) {
            lines.addAll(
                    parameter(method.parameters().get(i), parameters.get(i), i + 1 < parameters.size() ? "," : ");"));
        }
        return lines;
    }

    private static String parameter(SpecParameter parameter) {
        return meaning(parameter) + declared(parameter);
    }

    private static String meaning(SpecParameter parameter) {
        return parameter.annotations().stream()
                .map(annotation -> AnnotationText.of(annotation) + " ")
                .collect(Collectors.joining());
    }

    private static String declared(SpecParameter parameter) {
        return parameter.type().simpleName() + " " + parameter.name();
    }

    private static List<String> parameter(SpecParameter parameter, String text, String end) {
        int indent = MEMBER.length() + CONTINUED.length();
        if (indent + text.length() + end.length() <= WIDTH
                || parameter.annotations().isEmpty()) {
            return List.of(CONTINUED + text + end);
        }
        List<String> lines = new ArrayList<>();
        String annotation = meaning(parameter).strip();
        if (indent + annotation.length() <= WIDTH) {
            lines.add(CONTINUED + annotation);
        } else {
            lines.addAll(list(parameter.annotations().get(0)));
        }
        lines.add(TWICE + declared(parameter) + end);
        return lines;
    }

    /** {@return the lines of a parameter's annotation whose names do not fit on one line: each gets its own} */
    private static List<String> list(SpecAnnotation annotation) {
        String text = AnnotationText.of(annotation);
        if (AnnotationText.members(annotation).size() > 1) {
            return broken(CONTINUED, text, "");
        }
        int brace = text.indexOf('{');
        boolean named = text.charAt(brace - 1) != '(';
        List<String> items =
                List.of(text.substring(brace + 1, text.lastIndexOf('}')).split(", ", -1));
        List<String> lines = new ArrayList<>();
        if (named) {
            lines.add(CONTINUED + text.substring(0, text.indexOf('(') + 1));
            lines.add(TWICE + CONTINUED + text.substring(text.indexOf('(') + 1, brace + 1));
        } else {
            lines.add(CONTINUED + text.substring(0, brace + 1));
        }
        String inner = TWICE + (named ? CONTINUED + MEMBER : MEMBER);
        for (int i = 0; i < items.size(); i++) {
            lines.add(inner + items.get(i) + (i + 1 < items.size() ? "," : ""));
        }
        lines.add(TWICE + (named ? CONTINUED : "") + "})");
        return lines;
    }

    /** Breaks what is between the outer brackets, and of that again what is too long. */
    private static List<String> broken(String indent, String text, String end) {
        int open = Math.min(position(text, '('), position(text, '{'));
        if (MEMBER.length() + indent.length() + text.length() + end.length() <= WIDTH || open == text.length()) {
            return List.of(indent + text + end);
        }
        List<String> lines = new ArrayList<>(List.of(indent + text.substring(0, open + 1)));
        List<String> items = items(text.substring(open + 1, text.length() - 1));
        for (int i = 0; i < items.size(); i++) {
            lines.addAll(broken(indent + MEMBER, items.get(i), i + 1 < items.size() ? "," : ""));
        }
        lines.add(indent + text.charAt(text.length() - 1) + end);
        return lines;
    }

    private static int position(String text, char bracket) {
        int found = text.indexOf(bracket);
        return found < 0 ? text.length() : found;
    }

    /** The items of a list, those inside of brackets left whole; the names of constants have neither. */
    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                items.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        items.add(list.substring(start).strip());
        return items;
    }

    /**
     * {@return an annotation on a declaration}
     *
     * @param indent how far the declaration is indented; the returned lines are not
     */
    static List<String> annotation(SpecAnnotation annotation, int indent) {
        String text = AnnotationText.of(annotation);
        if (indent + text.length() <= WIDTH) {
            return List.of(text);
        }
        List<String> members = AnnotationText.members(annotation);
        List<String> lines = new ArrayList<>();
        lines.add(text.substring(0, text.indexOf('(') + 1));
        for (int i = 0; i < members.size(); i++) {
            lines.add(CONTINUED + members.get(i) + (i + 1 < members.size() ? "," : ")"));
        }
        return lines;
    }

    /** {@return the lines of a comment among the members of a type, without indent and slashes} */
    static List<String> comment(String text) {
        return wrapped(text, WIDTH - MEMBER.length() - "// ".length());
    }

    /** {@return the lines of a type's javadoc, without the asterisks} */
    static List<String> javadoc(String text) {
        return wrapped(text.replace("*/", "*&#47;"), WIDTH - " * ".length());
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
