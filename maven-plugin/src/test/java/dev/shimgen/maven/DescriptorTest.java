package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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
        assertThat(tests).hasSize(9);
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
                    assertThat(text(child(goal, "configuration"), name))
                            .matches("\\$\\{(shimgen\\.[a-zA-Z.-]+|encoding|maven\\.test\\.skip)}");
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    @TestFactory
    List<DynamicTest> goalsCanBeLeftOut() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element goal : goals()) {
            String name = text(goal, "goal");
            if (!name.equals("help")) {
                tests.add(DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(children(child(goal, "configuration")))
                                .extracting(Element::getTextContent)
                                .contains("${shimgen.skip}", "${shimgen." + name + ".skip}")));
            }
        }
        assertThat(tests).hasSize(8);
        return tests;
    }

    /** Eclipse asks what to do with each goal that has a place in a build, and reports one that it has no answer for. */
    @Test
    void eclipseKnowsEveryGoal() throws Exception {
        Element mapping = parse("/META-INF/m2e/lifecycle-mapping-metadata.xml");
        Map<String, String> actions = new TreeMap<>();
        NodeList executions = mapping.getElementsByTagName("pluginExecution");
        for (int i = 0; i < executions.getLength(); i++) {
            Element execution = (Element) executions.item(i);
            String action = children(child(execution, "action")).get(0).getTagName();
            for (Element goal : children(child(child(execution, "pluginExecutionFilter"), "goals"))) {
                assertThat(actions.put(goal.getTextContent(), action))
                        .as("named once")
                        .isNull();
            }
        }

        Map<String, String> expected = new TreeMap<>();
        for (Element goal : goals()) {
            boolean inBuild =
                    children(goal).stream().anyMatch(part -> part.getTagName().equals("phase"));
            expected.put(text(goal, "goal"), inBuild ? "execute" : "ignore");
        }
        assertThat(actions).isEqualTo(expected);
    }

    private static List<Element> goals() throws Exception {
        return children(child(parse("/META-INF/maven/plugin.xml"), "mojos"));
    }

    private static Element parse(String resource) throws Exception {
        try (InputStream stream =
                Objects.requireNonNull(DescriptorTest.class.getResourceAsStream(resource), resource)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(stream)
                    .getDocumentElement();
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
