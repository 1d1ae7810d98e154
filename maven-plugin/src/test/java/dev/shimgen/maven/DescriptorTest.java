package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What {@code shimgen:help} shows: the descriptor that is generated from the goals' javadoc. */
class DescriptorTest {

    @TestFactory
    List<DynamicTest> goalsAreDescribed() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element goal : goals()) {
            tests.add(DynamicTest.dynamicTest(
                    text(goal, "goal"),
                    () -> assertThat(text(goal, "description")).endsWith(".")));
        }
        assertThat(tests).hasSize(7);
        return tests;
    }

    @TestFactory
    List<DynamicTest> parametersHaveAPropertyAndADescription() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element goal : goals()) {
            if (text(goal, "goal").equals("help")) {
                continue;
            }
            for (Element parameter : children(child(goal, "parameters"))) {
                if (text(parameter, "editable").equals("false")) {
                    continue;
                }
                String name = text(parameter, "name");
                tests.add(DynamicTest.dynamicTest(text(goal, "goal") + ": " + name, () -> {
                    assertThat(text(parameter, "description")).endsWith(".");
                    assertThat(text(child(goal, "configuration"), name)).matches("\\$\\{shimgen\\.[a-zA-Z.]+}");
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    private static List<Element> goals() throws Exception {
        try (InputStream stream = Objects.requireNonNull(
                DescriptorTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"), "the plugin's descriptor")) {
            Element plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(stream)
                    .getDocumentElement();
            return children(child(plugin, "mojos"));
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parent.getTagName() + " has no " + name));
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }
}
