package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryStoreTest {

    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    private final List<RegistryEntry> log = new ArrayList<>();
    private final RegistryStore store = new RegistryStore(List.of(), log::add);

    @Test
    void givesOneSchemaOneIdAcrossSubjects() {
        int id = store.register("a", INT);

        assertThat(store.register("a", INT)).isEqualTo(id);
        assertThat(store.register("b", INT)).isEqualTo(id);
        assertThat(store.register("c", LONG)).isNotEqualTo(id);
        assertThat(log).hasSize(3);
    }

    @Test
    void tellsSchemasApartByTheirDocumentationButNotByWhiteSpace() {
        String text = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}";
        int id = store.register("a", new Schema.Parser().parse(text));

        int spaced = store.register("a", new Schema.Parser().parse(text.replace(",", " ,\n ")));
        int documented =
                store.register("a", new Schema.Parser().parse(text.replace("\"R\"", "\"R\",\"doc\":\"One.\"")));

        assertThat(spaced).isEqualTo(id);
        assertThat(documented).isNotEqualTo(id);
    }

    @Test
    void countsOnAfterADeletedVersion() {
        int id = store.register("a", INT);

        assertThat(store.delete("a")).containsExactly(1);
        assertThat(store.register("a", INT)).isEqualTo(id);

        assertThat(store.version("a", "latest", false).version()).isEqualTo(2);
        assertThat(store.versions("a", true)).hasSize(2);
    }

    @Test
    void keepsTheIdOfADeletedVersion() {
        int id = store.register("a", INT);

        store.delete("a", "1");

        assertThat(store.schema(id)).isEqualTo("\"int\"");
        assertThat(store.versionsOf(id)).isEmpty();
        assertThat(store.subjects(false)).isEmpty();
        assertThat(store.subjects(true)).containsExactly("a");
        assertThatThrownBy(() -> store.delete("a", "1")).hasMessageContaining("was soft deleted");
        assertThatThrownBy(() -> store.delete("a")).hasMessageContaining("was soft deleted");
    }

    @Test
    void comparesWithVersionsThatAreNotDeleted() {
        store.register("a", INT);
        assertThatThrownBy(() -> store.register("a", STRING))
                .isInstanceOf(RegistryError.class)
                .hasMessageContaining("subject 'a'");

        store.delete("a");

        assertThat(store.register("a", STRING)).isPositive();
    }

    @Test
    void prefersASubjectsOwnLevel() {
        store.register("a", INT);
        store.register("b", INT);

        store.keepLevel(new RegistryEntry.Level("a", CompatibilityLevel.NONE));

        assertThat(store.register("a", STRING)).isPositive();
        assertThatThrownBy(() -> store.register("b", STRING)).isInstanceOf(RegistryError.class);
    }

    @Test
    void neitherShowsNorReusesWhatTheLogMayNotHaveKept() {
        List<RegistryEntry> tried = new ArrayList<>();
        RegistryStore failing = new RegistryStore(log, entry -> {
            tried.add(entry);
            if (tried.size() == 1) {
                throw new IllegalStateException("the log is away");
            }
        });

        assertThatThrownBy(() -> failing.register("a", INT)).hasMessage("the log is away");
        assertThat(failing.subjects(true)).isEmpty();
        int id = failing.register("a", INT);

        assertThat(tried)
                .extracting(entry -> ((RegistryEntry.Version) entry).id())
                .doesNotHaveDuplicates();
        assertThat(failing.schema(id)).isEqualTo("\"int\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSameStoreAgainWhenItsLogIsReplayed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Schema> schemas = List.of(INT, LONG, STRING, Schema.create(Schema.Type.DOUBLE));
        for (int i = 0; i < 60; i++) {
            step(random, "s" + random.nextInt(3), schemas.get(random.nextInt(schemas.size())));
        }

        RegistryStore replayed = new RegistryStore(log, entry -> {});

        assertThat(replayed.globalLevel()).isEqualTo(store.globalLevel());
        assertThat(replayed.subjects(true)).isEqualTo(store.subjects(true)).isNotEmpty();
        for (String subject : store.subjects(true)) {
            assertThat(replayed.versions(subject, true)).as("seed %d", seed).isEqualTo(store.versions(subject, true));
        }
        assertThat(replayed.register("new", Schema.create(Schema.Type.BYTES)))
                .isEqualTo(store.register("new", Schema.create(Schema.Type.BYTES)));
    }

    private void step(SplittableRandom random, String subject, Schema schema) {
        try {
            switch (random.nextInt(6)) {
                case 0 -> store.delete(subject);
                case 1 -> store.delete(subject, "latest");
                case 2 ->
                    store.keepLevel(new RegistryEntry.Level(
                            null,
                            List.of(CompatibilityLevel.values())
                                    .get(random.nextInt(CompatibilityLevel.values().length))));
                default -> store.register(subject, schema);
            }
        } catch (RegistryError refused) {
            assertThat(refused.status()).isIn(404, 409);
        }
    }
}
