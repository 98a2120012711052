package io.braid.config;

import static io.braid.config.Kinds.bool;
import static io.braid.config.Kinds.className;
import static io.braid.config.Kinds.file;
import static io.braid.config.Kinds.integer;
import static io.braid.config.Kinds.oneOf;
import static io.braid.config.Kinds.positiveNumber;
import static io.braid.config.Kinds.probability;
import static io.braid.config.Kinds.share;
import static io.braid.config.Kinds.shareOrNone;
import static io.braid.config.Kinds.text;
import static io.braid.config.Kinds.topicName;
import static io.braid.config.Setting.derived;
import static io.braid.config.Setting.optional;
import static io.braid.config.Setting.required;
import static io.braid.config.Setting.withDefault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every setting and every default, declared once.
 *
 * <p>A new setting is one line here and one component of its record, filled in {@link Assembly}. Then run the tests with
 * {@code -Dbraid.docs.update=true}, which rewrites the tables of docs/configuration.md.
 */
final class Settings {

    /** What a document cannot do without. */
    static final String REQUIRED = "with at least app, events, features and tasks";

    private Settings() {}

    /** {@code events}: where events come from. */
    static final class Events {
        static final Setting<String> TOPIC =
                optional("topic", topicName(249), "`<app>.events`", "The topic that events are read from.");
        static final Setting<String> ID =
                optional("id", text(), "the record's topic-partition@offset", "Path of the field that names an event.");
        static final Setting<String> TIMESTAMP = optional(
                "timestamp", text(), "the record's timestamp", "Path of the field that holds an event's time.");
        static final Setting<Path> SCHEMA = optional(
                "schema",
                file(),
                "derived from features and tasks",
                "File of the events' Avro schema; a relative path starts at the configuration's directory.");

        static final Section SECTION = new Section("events", TOPIC, ID, TIMESTAMP, SCHEMA);

        private Events() {}
    }

    /** An item of {@code features}: an input of the model. */
    static final class Feature {
        static final Setting<String> NAME = required("name", text(), "The feature's name.");
        static final Setting<String> TYPE =
                required("type", oneOf(List.of("numeric", "categorical", "text", "vector")), "How it is encoded.");
        static final Setting<String> FIELD = derived(
                "field",
                text(),
                "the name",
                before -> before.find(NAME),
                "Path of the event's field, with dots between nested records.");

        private static final Kind<Integer> DIM = integer(1, 1024);
        private static final Kind<Integer> ROWS = integer(2, 1 << 27);
        static final Setting<Integer> CATEGORICAL_DIM = withDefault("dim", DIM, "8", "Length of a value's embedding.");
        static final Setting<Integer> CATEGORICAL_ROWS = withDefault(
                "rows", ROWS, "16384", "Values that have an embedding of their own; further ones share theirs.");
        static final Setting<Integer> TEXT_DIM = withDefault("dim", DIM, "32", "Length of an n-gram's embedding.");
        static final Setting<Integer> TEXT_ROWS =
                withDefault("rows", ROWS, "65536", "Rows of the table that n-grams are hashed into.");
        static final Setting<Integer> NGRAMS =
                withDefault("ngrams", integer(1, 5), "2", "The longest n-gram, in words.");
        static final Setting<Integer> SIZE = required("size", integer(1, 65536), "How many numbers the list has.");

        static final Variants VARIANTS = new Variants("feature", NAME, TYPE, FIELD)
                .with("numeric")
                .with("categorical", CATEGORICAL_DIM, CATEGORICAL_ROWS)
                .with("text", TEXT_DIM, TEXT_ROWS, NGRAMS)
                .with("vector", SIZE);

        private Feature() {}
    }

    /** An item of {@code tasks}: something to predict. */
    static final class Task {
        static final Setting<String> NAME =
                required("name", topicName(200), "The task's name; its predictions go to `<app>.predictions.<name>`.");
        static final Setting<String> TYPE = required(
                "type", oneOf(List.of("binary", "multiclass", "regression")), "What kind of value is predicted.");
        static final Setting<String> LABEL =
                derived("label", text(), "the name", before -> before.find(NAME), "Another word for `field`.");
        static final Setting<String> FIELD = derived(
                "field",
                text(),
                "the label",
                before -> before.find(LABEL),
                "Path of the event's field that holds the label, with dots between nested records.");
        static final Setting<TaskConfig.Role> ROLE = optional(
                "role",
                oneOf(List.of(TaskConfig.Role.values()), ""),
                "auxiliary, but the first task is main if none says so",
                "Whether the model is there for the task (one at most), or the task for the model.");
        static final Setting<Double> WEIGHT =
                withDefault("weight", positiveNumber(), "1", "Factor of its loss in the sum that is minimised.");

        static final Setting<LossType> BINARY_LOSS = loss("a binary task", "logistic", LossType.LOGISTIC);
        static final Setting<LossType> MULTICLASS_LOSS =
                loss("a multiclass task", "cross-entropy", LossType.CROSS_ENTROPY);
        static final Setting<LossType> REGRESSION_LOSS =
                loss("a regression task", "mse", LossType.MSE, LossType.HUBER, LossType.POISSON);
        static final Setting<List<String>> CLASSES = required(
                "classes",
                new ListKind<>("different classes", className(), 2, ListKind.ANY, true),
                "The labels that occur, as they are written.");

        static final Variants VARIANTS = new Variants("task", NAME, TYPE, LABEL, FIELD, ROLE, WEIGHT)
                .with("binary", BINARY_LOSS)
                .with("multiclass", MULTICLASS_LOSS, CLASSES)
                .with("regression", REGRESSION_LOSS);

        private Task() {}

        private static Setting<LossType> loss(String of, String yaml, LossType... losses) {
            return withDefault("loss", oneOf(List.of(losses), " for " + of), yaml, "The loss that the task minimises.");
        }
    }

    /** {@code model}: the shape of the shared model. */
    static final class Model {
        static final Setting<ModelConfig.EncoderType> ENCODER = withDefault(
                "encoder",
                oneOf(List.of(ModelConfig.EncoderType.values()), ""),
                "shared-bottom",
                "The encoder that the tasks share.");
        static final Setting<List<Integer>> LAYERS = withDefault(
                "layers",
                new ListKind<>("integers from 1 to 8192", integer(1, 8192), 0, 16, false),
                "[128, 64]",
                "Width of each shared hidden layer, from the input on; `[]` for a linear model.");
        static final Setting<Boolean> SKIP =
                withDefault("skip", bool(), "true", "Whether the heads also read the encoded input directly.");

        static final Section SECTION = new Section("model", ENCODER, LAYERS, SKIP);

        private Model() {}
    }

    /** {@code optimizer}: how parameters follow their gradients. */
    static final class Optimizer {
        private static final Kind<OptimizerConfig.Type> TYPES = oneOf(List.of(OptimizerConfig.Type.values()), "");
        static final Setting<OptimizerConfig.Type> TYPE =
                withDefault("type", TYPES, "adagrad", "Moves the dense parameters.");
        static final Setting<Double> LEARNING_RATE = derived(
                "learning-rate",
                positiveNumber(),
                "`0.02` for adagrad, `0.003` for adam, `0.01` for sgd, `0.1` for ftrl",
                before -> usualRate(before.find(TYPE)),
                "Step size of the dense parameters.");
        static final Setting<OptimizerConfig.Type> ROWS =
                withDefault("rows", TYPES, "adagrad", "Moves the embedding rows that a batch touches.");
        static final Setting<Double> ROWS_LEARNING_RATE =
                withDefault("rows-learning-rate", positiveNumber(), "0.2", "Step size of the embedding rows.");
        static final Setting<Double> CLIP_NORM = withDefault(
                "clip-norm",
                positiveNumber(),
                "10",
                "Longest gradient of a batch (Euclidean norm); a longer one is scaled down to it.");

        static final Setting<Double> REGENERATION = withDefault(
                "regeneration",
                share(),
                "0",
                "Share of the way back to its first value that each weight of the encoder goes with an update, so that"
                        + " long streams don't wear out its ability to learn; not for ftrl.");

        static final Section SECTION =
                new Section("optimizer", TYPE, LEARNING_RATE, ROWS, ROWS_LEARNING_RATE, CLIP_NORM, REGENERATION);

        private Optimizer() {}

        private static @Nullable Double usualRate(OptimizerConfig.@Nullable Type type) {
            if (type == null) {
                return null;
            }
            return switch (type) {
                case ADAGRAD -> 0.02;
                case ADAM -> 0.003;
                case SGD -> 0.01;
                case FTRL -> 0.1;
            };
        }
    }

    /** {@code balancing}: how the tasks' losses are weighed against each other. */
    static final class Balancing {
        static final Setting<BalancingConfig.Type> TYPE = withDefault(
                "type",
                oneOf(List.of(BalancingConfig.Type.values()), ""),
                "fixed",
                "What a loss counts beside its task's weight: `fixed` takes the weights as they are, `normalized`"
                        + " divides by the loss's running mean; the others are named after their papers.");
        static final Setting<BalancingConfig.Surgery> SURGERY = withDefault(
                "surgery",
                oneOf(List.of(BalancingConfig.Surgery.values()), ""),
                "none",
                "How the tasks' gradients by the shared representation are put together: `none` adds them up; the"
                        + " others are for batches of 64 and more.");

        static final Section SECTION = new Section("balancing", TYPE, SURGERY);

        private Balancing() {}
    }

    /** {@code batch}: how events are grouped. */
    static final class Batch {
        static final Setting<Integer> SIZE = withDefault(
                "size", integer(1, 65536), "8", "Events in a training batch; batches are cut by count alone.");
        static final Setting<Duration> LINGER = withDefault(
                "linger",
                QuantityKind.duration("0ms", "60m"),
                "20ms",
                "The longest that an event waits for its prediction.");

        static final Section SECTION = new Section("batch", SIZE, LINGER);

        private Batch() {}
    }

    /** {@code checkpoint}: how often the model is saved. */
    static final class Checkpoint {
        static final Setting<Duration> INTERVAL = withDefault(
                "interval",
                QuantityKind.duration("10ms", "60m"),
                "5s",
                "Time between two commits of weights, offsets and predictions.");

        static final Setting<Long> MAX_CHANGE = withDefault(
                "max-change",
                QuantityKind.bytes("1KB", "1GB"),
                "16MB",
                "Bytes of embedding rows that a commit may have to write: it bounds how long it holds up learning. What"
                        + " goes beyond is written before, in the same transaction.");

        static final Section SECTION = new Section("checkpoint", INTERVAL, MAX_CHANGE);

        private Checkpoint() {}
    }

    /** {@code metrics}: how quality is reported. */
    static final class Metrics {
        static final Setting<Integer> WINDOW = withDefault(
                "window", integer(1, 1_000_000), "5000", "Events in one window of the topic `<app>.metrics`.");

        static final Setting<Integer> GRADIENTS = withDefault(
                "gradients",
                integer(0, 1_000_000),
                "4096",
                "Of so many events, one training batch is asked whether the tasks' gradients agree; 0: none.");

        static final Section SECTION = new Section("metrics", WINDOW, GRADIENTS);

        private Metrics() {}
    }

    /** {@code drift}: how changes of what is to be learnt are found, and what is done about them. */
    static final class Drift {
        static final Setting<DriftConfig.Detector> DETECTOR = withDefault(
                "detector",
                oneOf(List.of(DriftConfig.Detector.values()), ""),
                "none",
                "What watches the losses of each task for a rise.");
        static final Setting<Double> DELTA = withDefault(
                "delta", probability(), "0.002", "Greatest rate of false alarms, by the detector's own theory.");
        static final Setting<DriftConfig.Reaction> REACTION = withDefault(
                "reaction",
                oneOf(List.of(DriftConfig.Reaction.values()), ""),
                "none",
                "What an alarm of a task leads to: `restart` lets the optimiser start anew on its head and the encoder,"
                        + " `reset-head` starts its head anew, `both` does both.");

        static final Section SECTION = new Section("drift", DETECTOR, DELTA, REACTION);

        private Drift() {}
    }

    /** {@code predictions}: how predictions are published. */
    static final class Predictions {
        static final Setting<PredictionsConfig.Topics> TOPICS = withDefault(
                "topics",
                oneOf(List.of(PredictionsConfig.Topics.values()), ""),
                "per-task",
                "Where predictions go: `per-task` to `<app>.predictions.<task>`, `combined` to `<app>.predictions`, one"
                        + " record with all tasks an event.");

        static final Setting<Boolean> CALIBRATE = withDefault(
                "calibrate",
                bool(),
                "true",
                "Whether probabilities are calibrated: learnt online to come true as often as they say.");
        static final Setting<Double> INTERVAL = withDefault(
                "interval",
                shareOrNone(),
                "0.9",
                "How often the interval around a predicted number should hold the label; `none` leaves intervals out.");

        static final Section SECTION = new Section("predictions", TOPICS, CALIBRATE, INTERVAL);

        private Predictions() {}
    }

    /** The document. */
    static final class Root {
        static final Setting<String> APP = required(
                "app",
                topicName(200),
                "The application's name: Kafka Streams' application id, and the start of its topics' names.");
        static final Setting<Map<String, String>> KAFKA = withDefault(
                "kafka",
                new TextMap(),
                "{}",
                "Settings of Kafka's clients and of Kafka Streams, passed through as they are.");
        static final Setting<Values> EVENTS = required("events", Events.SECTION, "Where events come from.");
        static final Setting<List<Values>> FEATURES = required(
                "features",
                new ListKind<>("features", Feature.VARIANTS, 1, ListKind.ANY, false),
                "The model's inputs.");
        static final Setting<List<Values>> TASKS =
                required("tasks", new ListKind<>("tasks", Task.VARIANTS, 1, ListKind.ANY, false), "What is predicted.");
        static final Setting<Values> MODEL =
                withDefault("model", Model.SECTION, "{}", "The shape of the shared model.");
        static final Setting<Values> OPTIMIZER =
                withDefault("optimizer", Optimizer.SECTION, "{}", "How parameters follow their gradients.");
        static final Setting<Values> BALANCING = withDefault(
                "balancing", Balancing.SECTION, "{}", "How the tasks' losses are weighed against each other.");
        static final Setting<Values> BATCH = withDefault("batch", Batch.SECTION, "{}", "How events are grouped.");
        static final Setting<Values> CHECKPOINT =
                withDefault("checkpoint", Checkpoint.SECTION, "{}", "How often the model is saved.");
        static final Setting<Values> METRICS =
                withDefault("metrics", Metrics.SECTION, "{}", "How quality is reported.");
        static final Setting<Values> DRIFT = withDefault(
                "drift",
                Drift.SECTION,
                "{}",
                "How changes of what is to be learnt are found, and what is done about them.");
        static final Setting<Values> PREDICTIONS =
                withDefault("predictions", Predictions.SECTION, "{}", "How predictions are published.");
        static final Setting<Long> SEED = withDefault("seed", integer(), "1", "Seed of the initial weights.");

        static final Section SECTION = new Section(
                "",
                List.of(
                        APP,
                        KAFKA,
                        EVENTS,
                        FEATURES,
                        TASKS,
                        MODEL,
                        OPTIMIZER,
                        BALANCING,
                        BATCH,
                        CHECKPOINT,
                        METRICS,
                        DRIFT,
                        PREDICTIONS,
                        SEED),
                RegistryKeys.names());

        private Root() {}
    }
}
