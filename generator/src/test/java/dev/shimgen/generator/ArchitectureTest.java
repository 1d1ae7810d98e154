package dev.shimgen.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The folders are the pipeline: dependencies run one way, and what touches the world stands at the edges. */
@AnalyzeClasses(packages = "dev.shimgen.generator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.shimgen.generator";

    @ArchTest
    static final ArchRule STAGES_KNOW_ONLY_WHAT_STANDS_BEFORE_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("front door")
            .definedBy(ROOT)
            .layer("diagnostic")
            .definedBy(ROOT + ".diagnostic..")
            .layer("toolchain")
            .definedBy(ROOT + ".toolchain..")
            .layer("spec")
            .definedBy(ROOT + ".spec..")
            .layer("header")
            .definedBy(ROOT + ".header..")
            .layer("plan")
            .definedBy(ROOT + ".plan..")
            .layer("behaviour")
            .definedBy(ROOT + ".behaviour..")
            .layer("resolve")
            .definedBy(ROOT + ".resolve..")
            .layer("emit")
            .definedBy(ROOT + ".emit..")
            .layer("output")
            .definedBy(ROOT + ".output..")
            .layer("scaffold")
            .definedBy(ROOT + ".scaffold..")
            .layer("launch")
            .definedBy(ROOT + ".launch..")
            .layer("audit")
            .definedBy(ROOT + ".audit..")
            .whereLayer("front door")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("launch")
            .mayOnlyBeAccessedByLayers("front door", "audit")
            .whereLayer("scaffold")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("output")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("emit")
            .mayOnlyBeAccessedByLayers("front door", "output")
            .whereLayer("resolve")
            .mayOnlyBeAccessedByLayers("front door", "scaffold")
            .whereLayer("behaviour")
            .mayOnlyBeAccessedByLayers("front door", "resolve", "emit", "scaffold")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("front door", "behaviour", "resolve", "emit")
            .whereLayer("header")
            .mayOnlyBeAccessedByLayers("front door", "plan", "behaviour", "resolve", "emit", "scaffold")
            .whereLayer("spec")
            .mayOnlyBeAccessedByLayers("front door", "behaviour", "resolve", "scaffold", "audit")
            .whereLayer("toolchain")
            .mayOnlyBeAccessedByLayers("front door", "header", "resolve", "emit", "launch", "audit", "scaffold");

    /** What a scaffold writes is text: it plans as an author's spec is planned, and where the file goes is not its business. */
    @ArchTest
    static final ArchRule SCAFFOLDS_EMIT_NO_C = noClasses()
            .that()
            .resideInAPackage(ROOT + ".scaffold..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".emit..", ROOT + ".output..");

    /** The C emitter and the Java emitter are two ends of one plan. */
    @ArchTest
    static final ArchRule EMITTERS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(ROOT + ".emit.(*)..").should().notDependOnEachOther();

    /** Adding a behaviour touches no other. */
    @ArchTest
    static final ArchRule BEHAVIOURS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(ROOT + ".behaviour.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_EDGES_START_PROCESSES = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".toolchain..", ROOT + ".launch..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule NOTHING_KNOWS_MAVEN =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.maven..");

    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_STATE = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();
}
