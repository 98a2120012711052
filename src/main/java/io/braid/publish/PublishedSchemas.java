package io.braid.publish;

import io.braid.config.TaskConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** The Avro schemas of the topics that Braid writes, from the files of {@code schemas/}. */
public final class PublishedSchemas {
    /** A prediction of a binary task. */
    public static final Schema BINARY_PREDICTION = load("BinaryPrediction");

    /** A prediction of a multiclass task. */
    public static final Schema MULTICLASS_PREDICTION = load("MulticlassPrediction");

    /** A prediction of a regression task. */
    public static final Schema REGRESSION_PREDICTION = load("RegressionPrediction");

    /** The predictions of all tasks for one event. */
    public static final Schema EVENT_PREDICTIONS = load("EventPredictions");

    /** The scores of one task over one window. */
    public static final Schema TASK_METRICS = load("TaskMetrics");

    private static final List<Schema> PREDICTIONS =
            List.of(BINARY_PREDICTION, MULTICLASS_PREDICTION, REGRESSION_PREDICTION, EVENT_PREDICTIONS);

    private PublishedSchemas() {}

    /** The schema of the predictions of {@code task}. */
    public static Schema prediction(TaskConfig task) {
        if (task instanceof TaskConfig.Binary) {
            return BINARY_PREDICTION;
        }
        if (task instanceof TaskConfig.Multiclass) {
            return MULTICLASS_PREDICTION;
        }
        return REGRESSION_PREDICTION;
    }

    /** The schema of predictions that {@code written}, of this or another version of Braid, is a version of. */
    static Optional<Schema> predictionLike(Schema written) {
        return PREDICTIONS.stream()
                .filter(schema -> schema.getFullName().equals(written.getFullName()))
                .findFirst();
    }

    private static Schema load(String name) {
        String path = "/schemas/" + name + ".avsc";
        try (InputStream in = PublishedSchemas.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("schema " + path + ": missing (expected: on the class path)");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
