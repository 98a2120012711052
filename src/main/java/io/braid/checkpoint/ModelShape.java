package io.braid.checkpoint;

import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.TaskConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What of a configuration a checkpoint depends on, as text: two configurations whose text is equal can read each other's
 * checkpoints. Rates, weights, roles, paths of fields and all that is not the model's are left out.
 */
final class ModelShape {
    private ModelShape() {}

    /** The text of {@code config}. */
    static String of(BraidConfig config) {
        String features = config.features().stream().map(ModelShape::feature).collect(Collectors.joining(", "));
        String tasks = config.tasks().stream().map(ModelShape::task).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "features [%s], tasks [%s], %s %s%s, %s, rows %s, batch %d, seed %d",
                features,
                tasks,
                config.model().encoder(),
                config.model().layers(),
                config.model().skip() ? " skip" : "",
                config.optimizer().type(),
                config.optimizer().rows(),
                config.batch().size(),
                config.seed());
    }

    private static String feature(FeatureConfig feature) {
        String sizes = sizes(feature);
        return feature.name() + " " + type(feature) + (sizes.isEmpty() ? "" : " " + sizes);
    }

    /** The settings of {@code feature} that shape the model, by the names and in the words of a configuration. */
    static Map<String, String> settings(FeatureConfig feature) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", type(feature));
        if (feature instanceof FeatureConfig.Categorical categorical) {
            settings.put("dim", Integer.toString(categorical.dim()));
            settings.put("rows", Integer.toString(categorical.rows()));
        } else if (feature instanceof FeatureConfig.Text text) {
            settings.put("dim", Integer.toString(text.dim()));
            settings.put("rows", Integer.toString(text.rows()));
            settings.put("ngrams", Integer.toString(text.ngrams()));
        } else if (feature instanceof FeatureConfig.Vector vector) {
            settings.put("size", Integer.toString(vector.size()));
        }
        return settings;
    }

    private static String type(FeatureConfig feature) {
        if (feature instanceof FeatureConfig.Categorical) {
            return "categorical";
        }
        if (feature instanceof FeatureConfig.Text) {
            return "text";
        }
        return feature instanceof FeatureConfig.Vector ? "vector" : "numeric";
    }

    private static String sizes(FeatureConfig feature) {
        if (feature instanceof FeatureConfig.Categorical categorical) {
            return categorical.rows() + "x" + categorical.dim();
        }
        if (feature instanceof FeatureConfig.Text text) {
            return text.rows() + "x" + text.dim() + " " + text.ngrams();
        }
        return feature instanceof FeatureConfig.Vector vector ? Integer.toString(vector.size()) : "";
    }

    private static String task(TaskConfig task) {
        String classes = task instanceof TaskConfig.Multiclass multiclass ? " " + multiclass.classes() : "";
        return task.name() + " " + task.type() + classes + " " + task.loss();
    }

    /** The first 64 bits of the SHA-256 of {@code text}. */
    static long fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
