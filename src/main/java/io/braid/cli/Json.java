package io.braid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.checkpoint.SaveCosts;
import io.braid.topology.Summary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Results as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(6);

    private Json() {}

    /** An empty object. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree that {@code text}, which was written here, stands for. */
    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own text can't be read: " + text, e);
        }
    }

    /** {@code node} on one line. */
    static String text(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can't be written", e);
        }
    }

    /** The summary of a run that took {@code seconds}. */
    static ObjectNode summary(Summary summary, double seconds) {
        ObjectNode node = object();
        node.put("events", summary.events());
        node.put("trained", summary.trained());
        node.put("rejected", summary.rejected());
        node.put("batches", summary.batches());
        node.put("skipped_batches", summary.skippedBatches());
        node.put("seconds", rounded(seconds));
        node.put("events_per_second", seconds > 0 ? Math.round(summary.events() / seconds) : 0);
        node.put("parameters", summary.parameters());
        node.put("model_version", summary.modelVersion());
        node.put("weights_sha256", summary.weightsSha256());
        ObjectNode tasks = node.putObject("tasks");
        summary.tasks().forEach((name, task) -> {
            ObjectNode one = tasks.putObject(name);
            one.put("type", task.type());
            one.put("labelled", task.labelled());
            put(one, task.scores());
            put(one.putObject("second_half"), task.secondHalf());
            one.put("drifts", task.drifts());
            if (task.drifts() > 0) {
                one.put("last_drift", task.lastDrift());
            }
        });
        ObjectNode sharing = node.putObject("sharing");
        putPairs(sharing.putObject("gradient_cosine"), summary.sharing().cosines());
        putPairs(sharing.putObject("effect"), summary.sharing().effects());
        sharing.set("groups", MAPPER.valueToTree(summary.sharing().groups()));
        return node;
    }

    private static void putPairs(ObjectNode node, Map<String, Map<String, Double>> pairs) {
        pairs.forEach((task, others) -> put(node.putObject(task), others));
    }

    /** What the checkpoints of a run have cost. */
    static ObjectNode checkpoint(SaveCosts.Totals saves) {
        ObjectNode node = object();
        node.put("saves", saves.saves());
        node.put("pieces", saves.pieces());
        node.put("bytes", saves.bytes());
        node.put("ahead_bytes", saves.aheadBytes());
        node.put("save_bytes_max", saves.largestSaveBytes());
        node.put("save_ms_max", rounded(saves.longestSaveMillis()));
        node.put("stall_ms_max", rounded(saves.longestStallMillis()));
        node.put("stall_ms_mean", rounded(saves.meanStallMillis()));
        return node;
    }

    private static void put(ObjectNode node, Map<String, Double> scores) {
        scores.forEach((name, value) -> node.put(name, rounded(value)));
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS);
    }
}
