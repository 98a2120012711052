package io.braid;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.braid.checkpoint.ModelStore;
import io.braid.cli.Main;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which part may know which other, and what no part may do. */
class ArchitectureTest {
    private static final String ROOT = "io.braid.";
    private static final int LONGEST_FILE = 400;
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** The way of an event from top to bottom, with what each stage may import of ours. */
    private static final List<Place> PLACES = List.of(
            new Place("config", List.of()),
            new Place("registry", List.of()),
            new Place("ingest", List.of("config", "registry")),
            new Place("encode", List.of("config", "ingest")),
            new Place("learn", List.of("config", "encode")),
            new Place("calibrate", List.of("config", "encode", "learn")),
            new Place("publish", List.of("config", "ingest", "registry", "learn")),
            new Place("metrics", List.of("config")),
            new Place("drift", List.of("config")),
            new Place("checkpoint", List.of("config", "learn", "encode", "metrics")),
            new Place(
                    "topology",
                    List.of(
                            "config",
                            "registry",
                            "ingest",
                            "encode",
                            "learn",
                            "publish",
                            "metrics",
                            "checkpoint",
                            "calibrate",
                            "drift")),
            new Place("embedded", List.of("registry")),
            new Place("examples", List.of()),
            new Place(
                    "bench",
                    List.of("config", "registry", "ingest", "encode", "learn", "publish", "topology", "embedded")),
            new Place(
                    "cli",
                    List.of(
                            "config",
                            "registry",
                            "ingest",
                            "encode",
                            "learn",
                            "publish",
                            "metrics",
                            "checkpoint",
                            "topology",
                            "embedded",
                            "examples",
                            "bench")));

    /** What of others only some of our packages may use, or none. */
    private static final List<Confined> CONFINED = List.of(
            new Confined(
                    "org.apache.kafka..", List.of("publish", "checkpoint", "topology", "embedded", "bench", "cli")),
            new Confined("org.apache.kafka.streams..", List.of("checkpoint", "topology", "bench", "cli")),
            new Confined("org.apache.avro..", List.of("registry", "ingest", "publish", "embedded", "cli")),
            new Confined("org.nd4j..", List.of("learn.kernel")),
            new Confined("org.bytedeco.openblas..", List.of("learn.kernel")),
            new Confined("org.bytedeco..", List.of("learn", "learn.kernel")),
            new Confined("jdk.incubator..", List.of("encode", "learn.kernel")),
            new Confined("com.sun.jna..", List.of("learn.kernel")),
            new Confined("picocli..", List.of("cli")),
            new Confined("sun..", List.of()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    /** A package, with those below it, and what it may import of ours. */
    private record Place(String name, List<String> mayImport) {
        String[] allowed() {
            return Stream.concat(Stream.of(name), mayImport.stream())
                    .map(each -> ROOT + each + "..")
                    .toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name + " imports " + mayImport;
        }
    }

    /** Packages of others, and those of ours that may use them; these without what is below them. */
    private record Confined(String packages, List<String> within) {
        String[] allowed() {
            return within.stream().map(each -> ROOT + each).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return packages + " only in " + within;
        }
    }

    static List<Place> places() {
        return PLACES;
    }

    static List<Confined> confined() {
        return CONFINED;
    }

    @ParameterizedTest
    @MethodSource("places")
    void importsOnlyWhatTheTableAllows(Place place) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + place.name() + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAnyPackage(place.allowed()))))
                .check(CLASSES);
    }

    @Test
    void hasNoPackageThatTheTableForgets() {
        String[] known =
                PLACES.stream().map(place -> ROOT + place.name() + "..").toArray(String[]::new);

        noClasses().should().resideOutsideOfPackages(known).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("confined")
    void keepsOthersWhereTheyBelong(Confined confined) {
        noClasses()
                .that()
                .resideOutsideOfPackages(confined.allowed())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(confined.packages())
                .check(CLASSES);
    }

    @Test
    void usesWhatKafkaStreamsKeepsForItselfInOneClassOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ModelStore.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..internals..")
                .check(CLASSES);
    }

    @Test
    void learnsFromItsArgumentsAlone() {
        purePackages()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.Random|java\\.util\\.concurrent\\..*|java\\.lang\\.Thread.*"
                        + "|java\\.time\\.(Clock|InstantSource|Instant|LocalDate.*)|java\\.nio\\.file\\..*"
                        + "|java\\.io\\.File.*|java\\.net\\..*|org\\.slf4j\\..*")
                .check(CLASSES);
        purePackages()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callConstructor(SplittableRandom.class)
                .check(CLASSES);
    }

    private static GivenClassesConjunction purePackages() {
        return noClasses()
                .that()
                .resideInAnyPackage(ROOT + "encode..", ROOT + "learn..", ROOT + "calibrate..", ROOT + "drift..");
    }

    @Test
    void endsTheProcessInTheCommandAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void writesNoJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .check(CLASSES);
    }

    @Test
    void makesNoObjectsOfClassesThatDataName() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.beans\\.XML.*|org\\.apache\\.avro\\.(specific|reflect)\\..*|org\\.yaml\\.snakeyaml\\.Yaml"
                                + "|org\\.yaml\\.snakeyaml\\.constructor\\..*")
                .check(CLASSES);
    }

    @Test
    void hasNoFileThatIsTooLongToRead() throws IOException {
        assertThat(javaFiles())
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .as(file.toString())
                        .hasSizeLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void saysOfEveryPackageWhatItIs() throws IOException {
        assertThat(javaFiles())
                .extracting(Path::getParent)
                .isNotEmpty()
                .allSatisfy(directory ->
                        assertThat(directory.resolve("package-info.java")).exists());
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
