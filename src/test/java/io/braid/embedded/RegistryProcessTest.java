package io.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.faults.FaultTable;
import io.braid.registry.ConfluentRegistry;
import io.braid.topology.KillHarness;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is killed (SIGKILL) while schemas are registered, again and again. */
class RegistryProcessTest {

    private static final int KILLS = FaultTable.times(2, 20);
    private static final int SCHEMAS_PER_KILL = 10;

    @Test
    void keepsTheIdsThatItGaveWhenItIsKilled(@TempDir Path directory) throws Exception {
        Map<Integer, Schema> given = new LinkedHashMap<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            for (int kill = 0; kill <= KILLS; kill++) {
                Process process = start(broker.bootstrapServers());
                try {
                    ConfluentRegistry registry = ConfluentRegistry.of(Map.of("schema.registry.url", url(process)));
                    given.forEach(
                            (id, schema) -> assertThat(registry.schema(id)).isEqualTo(schema));
                    for (int i = 0; i < SCHEMAS_PER_KILL; i++) {
                        Schema schema = Schema.createFixed("F" + given.size(), null, null, 8);
                        int id = registry.register("subject-" + given.size(), schema);
                        assertThat(given.put(id, schema)).as("id %d is new", id).isNull();
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        assertThat(given).hasSize((KILLS + 1) * SCHEMAS_PER_KILL);
    }

    private static Process start(String bootstrapServers) throws IOException {
        return KillHarness.java(RegistryProcess.class.getName(), bootstrapServers)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The line that the process writes once it serves. */
    private static String url(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        assertThat(line).startsWith("http://127.0.0.1:");
        return line;
    }
}
