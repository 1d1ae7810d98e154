package dev.shimgen.runtime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Native calls, events, and where events come from: each knows only what stands before it, and nothing but Java. */
@AnalyzeClasses(
        packages = "dev.shimgen.runtime",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class RuntimeArchitectureTest {

    private static final String ROOT = "dev.shimgen.runtime";

    @ArchTest
    static final ArchRule PACKAGES_KNOW_ONLY_WHAT_STANDS_BEFORE_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("calls")
            .definedBy(ROOT)
            .layer("event")
            .definedBy(ROOT + ".event")
            .layer("session")
            .definedBy(ROOT + ".session")
            .layer("handler")
            .definedBy(ROOT + ".handler")
            .whereLayer("handler")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("session", "handler");

    @ArchTest
    static final ArchRule NOTHING_ELSE_IS_NEEDED = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(ROOT + "..", "dev.shimgen.spec..", "java..", "org.jspecify.annotations"));
}
