package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.BraidConfig;
import io.braid.config.ConfigLoader;
import io.braid.config.TaskConfig;
import io.braid.examples.Example;
import io.braid.publish.Prediction;
import io.braid.publish.PredictionReader;
import io.braid.registry.ConfluentRegistry;
import io.braid.registry.SchemaRegistry;
import io.braid.topology.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.utils.Bytes;

/** A bundled example as an application of its own: its files in a directory, pointed to the servers of the test. */
final class Deployment {
    private final Servers servers;
    private final Path configFile;
    private final Path data;
    private final BraidConfig config;

    private Deployment(Servers servers, Path configFile, Path data) {
        this.servers = servers;
        this.configFile = configFile;
        this.data = data;
        config = ConfigLoader.load(configFile);
    }

    /**
     * Writes the files.
     *
     * @param app the application's name, which its topics begin with
     * @param rows how many rows to write
     * @param parent where to make the directory
     */
    static Deployment of(Servers servers, Example example, String app, int rows, Path parent) throws IOException {
        Path directory = parent.resolve(app);
        example.writeTo(directory, rows);
        Path configFile = directory.resolve("config.yaml");
        String text = Files.readString(configFile);
        text = replaced(text, "app: " + example.title(), "app: " + app);
        text = replaced(text, "topic: " + example.title() + ".events", "topic: " + app + ".events");
        text = replaced(text, "localhost:9092", servers.cluster().bootstrapServers());
        text = replaced(text, "http://localhost:8081", servers.registryUrl());
        text = replaced(text, "kafka:\n", "kafka:\n  state.dir: '" + directory.resolve("state") + "'\n");
        text = replaced(text, "interval: 1s", "interval: 200ms");
        Files.writeString(configFile, text);
        return new Deployment(servers, configFile, example.data(directory));
    }

    /** The same as another application, named {@code app}, which reads the same events. */
    Deployment again(String app) throws IOException {
        Path copy = configFile.resolveSibling(app + ".yaml");
        Files.writeString(copy, replaced(Files.readString(configFile), "app: " + config.app(), "app: " + app));
        return new Deployment(servers, copy, data);
    }

    /** The configuration of another instance, with a state directory of its own and a standby of the model in each. */
    Path standby(String name) throws IOException {
        Path copy = configFile.resolveSibling(name + ".yaml");
        String place = "state.dir: '" + configFile.resolveSibling("state") + "'";
        String other = "state.dir: '" + configFile.resolveSibling(name) + "'\n  num.standby.replicas: 1";
        Files.writeString(copy, replaced(Files.readString(configFile), place, other));
        return copy;
    }

    /** The same application with another text in the place of one in its configuration. */
    Deployment with(String target, String replacement) throws IOException {
        Files.writeString(configFile, replaced(Files.readString(configFile), target, replacement));
        return new Deployment(servers, configFile, data);
    }

    /**
     * The same application, reached in another way.
     *
     * @param name of the configuration's file
     * @param kafka instead of {@code bootstrap.servers}, and besides the other settings of Kafka
     * @param registry instead of {@code schema.registry.url}
     */
    Deployment connected(String name, Map<String, String> kafka, Map<String, String> registry) throws IOException {
        String text =
                Files.readString(configFile).replaceAll("(?m)^ *(bootstrap.servers|schema.registry.url):.*\\n", "");
        text = replaced(text, "kafka:\n", "kafka:\n" + lines("  ", kafka)) + lines("", registry);
        return new Deployment(servers, Files.writeString(configFile.resolveSibling(name + ".yaml"), text), data);
    }

    private static String lines(String indent, Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> indent + setting.getKey() + ": '" + setting.getValue() + "'\n")
                .collect(Collectors.joining());
    }

    private static String replaced(String text, String target, String replacement) {
        assertThat(text).containsOnlyOnce(target);
        return text.replace(target, replacement);
    }

    Path configFile() {
        return configFile;
    }

    Path data() {
        return data;
    }

    BraidConfig config() {
        return config;
    }

    /** The registry as the test asks it, whatever way the application takes. */
    SchemaRegistry registry() {
        return ConfluentRegistry.of(Map.of("schema.registry.url", servers.registryUrl()));
    }

    /** Puts the rows of the file into the order of {@code ids}, the values of their first column. */
    void reorder(List<String> ids) throws IOException {
        List<String> lines;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(data)), StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        Map<String, String> rows = lines.stream()
                .skip(1)
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(',')), Function.identity()));
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(data)), StandardCharsets.UTF_8)) {
            out.append(lines.get(0)).append('\n');
            for (String id : ids) {
                out.append(rows.get(id)).append('\n');
            }
        }
    }

    /** {@code braid COMMAND CONFIG OPTION...}. */
    Outcome braid(String command, String... options) {
        return Outcome.of(Stream.concat(Stream.of(command, configFile.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    /** Sends {@code count} rows from the one numbered {@code from} on. */
    void produce(int from, int count) {
        ObjectNode sent = braid("produce", data.toString(), "--from", "" + from, "--events", "" + count, "--json")
                .json();
        assertThat(sent.get("sent").asInt()).isEqualTo(count);
    }

    /** The summary of {@code braid run --until-end}. */
    ObjectNode run() {
        return braid("run", "--until-end", "--json").json();
    }

    /** The summary of {@code braid replay} of the first {@code rows} rows. */
    ObjectNode replay(long rows) {
        return braid("replay", data.toString(), "--limit", "" + rows, "--json").json();
    }

    /** The topics that predictions of {@code task} go to. */
    List<String> predictionsTopics(TaskConfig task) {
        List<String> topics = new ArrayList<>();
        if (config.predictions().perTask()) {
            topics.add(config.predictionsTopic(task));
        }
        if (config.predictions().combined()) {
            topics.add(config.combinedPredictionsTopic());
        }
        return topics;
    }

    /** Hands all committed predictions of {@code task} on {@code topic} to {@code action}, in the order of the topic. */
    void forEachPrediction(String topic, TaskConfig task, Consumer<Prediction> action) {
        PredictionReader reader = new PredictionReader(registry());
        servers.cluster()
                .read(
                        topic,
                        record -> reader.readAll(record.value()).stream()
                                .filter(prediction -> prediction.task().equals(task.name()))
                                .forEach(action));
    }

    /**
     * All committed predictions of {@code task}, in the order of their topic, which has one partition. If there are two such
     * topics, it is checked that the second has the same.
     */
    List<Prediction> predictions(TaskConfig task) {
        List<List<Prediction>> byTopic = new ArrayList<>();
        for (String topic : predictionsTopics(task)) {
            List<Prediction> predictions = new ArrayList<>();
            forEachPrediction(topic, task, predictions::add);
            byTopic.add(predictions);
        }
        assertThat(byTopic).as(task.name()).allSatisfy(each -> assertThat(each).isEqualTo(byTopic.get(0)));
        return byTopic.get(0);
    }

    /**
     * What is in the changelog of the model.
     *
     * @param live bytes of the last pieces of their keys
     * @param all bytes of all pieces, which a restart reads
     */
    record Pieces(long live, long all) {}

    /** Adds up the committed pieces. */
    Pieces pieces() {
        Map<Bytes, Integer> last = new HashMap<>();
        AtomicLong all = new AtomicLong();
        servers.cluster().read(Checkpoint.topic(config), piece -> {
            int bytes = piece.serializedKeySize() + piece.serializedValueSize();
            last.put(Bytes.wrap(piece.key()), bytes);
            all.addAndGet(bytes);
        });
        return new Pieces(last.values().stream().mapToLong(Integer::longValue).sum(), all.get());
    }

    /** {@code summary} without what the clock alone decides. */
    static ObjectNode timeless(ObjectNode summary) {
        return summary.deepCopy().without(List.of("seconds", "events_per_second", "checkpoint"));
    }

    /** {@code summary} without the scores, which a run that was restored counts from its own start on. */
    static ObjectNode learned(ObjectNode summary) {
        return timeless(summary).without("tasks");
    }
}
