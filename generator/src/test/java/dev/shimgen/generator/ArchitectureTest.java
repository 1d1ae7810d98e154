package dev.shimgen.generator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.resolve.Planner;
import dev.shimgen.generator.resolve.function.RefusedFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders are the pipeline: dependencies run one way, and what touches the world stands at the edges. */
@AnalyzeClasses(packages = "dev.shimgen.generator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.shimgen.generator";

    @ArchTest
    static final ArchRule STAGES_KNOW_ONLY_WHAT_STANDS_BEFORE_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("goal")
            .definedBy(ROOT + ".goal..")
            .layer("diagnostic")
            .definedBy(ROOT + ".diagnostic..")
            .layer("digest")
            .definedBy(ROOT + ".digest..")
            .layer("scratch")
            .definedBy(ROOT + ".scratch..")
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
            .whereLayer("goal")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("audit")
            .mayOnlyBeAccessedByLayers("goal")
            .whereLayer("launch")
            .mayOnlyBeAccessedByLayers("goal", "audit")
            .whereLayer("scaffold")
            .mayOnlyBeAccessedByLayers("goal")
            .whereLayer("output")
            .mayOnlyBeAccessedByLayers("goal")
            .whereLayer("emit")
            .mayOnlyBeAccessedByLayers("goal", "output")
            .whereLayer("resolve")
            .mayOnlyBeAccessedByLayers("goal", "scaffold")
            .whereLayer("behaviour")
            .mayOnlyBeAccessedByLayers("goal", "resolve", "emit", "scaffold")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("goal", "behaviour", "resolve", "emit")
            .whereLayer("header")
            .mayOnlyBeAccessedByLayers("goal", "plan", "behaviour", "resolve", "emit", "scaffold")
            .whereLayer("spec")
            .mayOnlyBeAccessedByLayers("goal", "behaviour", "resolve", "scaffold", "audit")
            .whereLayer("scratch")
            .mayOnlyBeAccessedByLayers("toolchain", "header", "output")
            .whereLayer("toolchain")
            .mayOnlyBeAccessedByLayers("goal", "header", "resolve", "emit", "launch", "audit", "scaffold");

    /** Whoever opens the top folder sees the stages and the goals, and no class that is neither. */
    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_ROOM = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("package-info")
            .should()
            .resideInAPackage(ROOT);

    /** A goal may use another one's request or list, but what all of them share uses none of them. */
    @ArchTest
    static final ArchRule WHAT_GOALS_SHARE_KNOWS_NO_GOAL = noClasses()
            .that()
            .resideInAPackage(ROOT + ".goal")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".goal.*..");

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    /** The rooms of resolve, each of which may use those before it. */
    private static final List<String> RESOLVE = List.of(
            "vocabulary", "platform", "facts", "function", "symbol", "include", "meaning", "proposal", "advice");

    @ArchTest
    static final ArchRule ROOMS_OF_RESOLVE_KNOW_ONLY_WHAT_STANDS_BEFORE_THEM = roomsOfResolve();

    private static ArchRule roomsOfResolve() {
        String top = "planning";
        LayeredArchitecture rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer(top)
                .definedBy(ROOT + ".resolve");
        for (String room : RESOLVE) {
            rule = rule.layer(room).definedBy(ROOT + ".resolve." + room + "..");
        }
        rule = rule.whereLayer(top).mayNotBeAccessedByAnyLayer();
        for (int i = 0; i < RESOLVE.size(); i++) {
            List<String> later = new ArrayList<>(RESOLVE.subList(i + 1, RESOLVE.size()));
            later.add(top);
            rule = rule.whereLayer(RESOLVE.get(i)).mayOnlyBeAccessedByLayers(later.toArray(String[]::new));
        }
        return rule;
    }

    /** A new folder of resolve has to be given its place in the order; else nothing would hold it. */
    @ArchTest
    static final ArchRule EVERY_ROOM_OF_RESOLVE_HAS_ITS_PLACE = classes()
            .that()
            .resideInAPackage(ROOT + ".resolve..")
            .should()
            .resideInAnyPackage(Stream.concat(
                            Stream.of(ROOT + ".resolve"),
                            RESOLVE.stream().map(room -> ROOT + ".resolve." + room + ".."))
                    .toArray(String[]::new));

    /** Most classes of resolve are public only for its other rooms. */
    @ArchTest
    static final ArchRule RESOLVE_HAS_THREE_DOORS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".resolve..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".resolve..")
                    .and(not(belongToAnyOf(Planner.class, LibraryFunctions.class, RefusedFunctions.class))));

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
