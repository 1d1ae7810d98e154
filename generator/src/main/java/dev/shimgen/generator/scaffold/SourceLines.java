package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Breaks Java code into lines of 120 characters as palantir-java-format does; a test compares the two. */
final class SourceLines {

    private static final int WIDTH = 120;
    private static final String MEMBER = " ".repeat(4);
    private static final String CONTINUED = " ".repeat(8);
    private static final String TWICE = " ".repeat(16);
    private static final Pattern LIST = Pattern.compile("\\w+ = \\{");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

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
        if (fits(head + list)) {
            lines.add(head + list);
            return lines;
        }
        lines.add(head);
        if (fits(CONTINUED + list)) {
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
        if (parameter.annotations().isEmpty() || fits(CONTINUED + text + end)) {
            return List.of(CONTINUED + text + end);
        }
        List<String> lines =
                new ArrayList<>(annotation(CONTINUED, TWICE, meaning(parameter).strip(), ""));
        lines.add(TWICE + declared(parameter) + end);
        return lines;
    }

    /** {@return whether a text has an annotation with a list beside another member: that is never on one line} */
    private static boolean isBroken(String text) {
        String code = STRING.matcher(text).replaceAll("");
        int open = code.indexOf('(');
        if (open < 0) {
            return false;
        }
        List<String> members = items(code.substring(open + 1, code.lastIndexOf(')')));
        boolean list = members.stream().anyMatch(member -> LIST.matcher(member).lookingAt());
        return (list && members.size() > 1) || members.stream().anyMatch(SourceLines::isBroken);
    }

    /**
     * Breaks an annotation of a member's parameter, or one inside of it.
     *
     * @param members how much further its members are indented
     */
    private static List<String> annotation(String indent, String members, String text, String end) {
        int open = text.indexOf('(');
        if (open < 0 || fits(indent + text + end)) {
            return List.of(indent + text + end);
        }
        String inside = text.substring(open + 1, text.length() - 1);
        if (inside.startsWith("{")) {
            return array(indent, indent + CONTINUED, text.substring(0, open + 1), inside, ")" + end);
        }
        List<String> lines = new ArrayList<>(List.of(indent + text.substring(0, open + 1)));
        List<String> items = items(inside);
        for (int i = 0; i < items.size(); i++) {
            lines.addAll(member(indent + members, items.get(i), i + 1 < items.size() ? "," : ")" + end));
        }
        return lines;
    }

    /** Breaks {@code name = value}. */
    private static List<String> member(String indent, String text, String end) {
        int value = text.indexOf(" = ") + " = ".length();
        if (fits(indent + text + end)) {
            return List.of(indent + text + end);
        }
        if (text.charAt(value) == '{') {
            return array(indent, indent, text.substring(0, value), text.substring(value), end);
        }
        List<String> lines =
                new ArrayList<>(List.of(indent + text.substring(0, value).stripTrailing()));
        lines.addAll(annotation(indent + CONTINUED, CONTINUED, text.substring(value), end));
        return lines;
    }

    /** One item a line, unless only what closes the list has no room behind all of them. */
    private static List<String> array(String indent, String closing, String before, String text, String end) {
        String opened = indent + before + text.substring(0, text.length() - 1);
        if (fits(opened)) {
            return List.of(opened, closing + "}" + end);
        }
        List<String> lines = new ArrayList<>(List.of(indent + before + "{"));
        List<String> items = items(text.substring(1, text.length() - 1));
        for (int i = 0; i < items.size(); i++) {
            lines.addAll(annotation(closing + MEMBER, CONTINUED, items.get(i), i + 1 < items.size() ? "," : ""));
        }
        lines.add(closing + "}" + end);
        return lines;
    }

    private static boolean fits(String line) {
        return MEMBER.length() + line.length() <= WIDTH && !isBroken(line);
    }

    /** The items of a list, those inside of brackets left whole. */
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
        if (!isBroken(text) && indent + text.length() <= WIDTH) {
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
