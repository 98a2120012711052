package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.checkpoint.SaveCosts;
import io.braid.topology.Summary;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what a run has come to, for people or for programs. */
final class SummaryPrinter {
    private SummaryPrinter() {}

    /** Prints {@code summary} of a run without checkpoints, as one JSON object if {@code json}. */
    static void print(Summary summary, double seconds, boolean json, PrintWriter out) {
        if (json) {
            out.println(Json.text(Json.summary(summary, seconds)));
        } else {
            print(summary, seconds, out);
        }
    }

    /** As the other, with what the checkpoints have cost. */
    static void print(Summary summary, double seconds, SaveCosts.Totals saves, boolean json, PrintWriter out) {
        if (json) {
            ObjectNode node = Json.summary(summary, seconds);
            node.set("checkpoint", Json.checkpoint(saves));
            out.println(Json.text(node));
        } else {
            print(summary, seconds, out);
            out.printf(
                    Locale.ROOT,
                    "%n%,d checkpoints of %,d KB together; the longest held up learning for %,.0f ms%n",
                    saves.saves(),
                    saves.bytes() / 1000,
                    saves.longestStallMillis());
        }
    }

    private static void print(Summary summary, double seconds, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d events in %.1f s (%,d a second): %,d learnt from in %,d batches, %,d rejected%n",
                summary.events(),
                seconds,
                seconds > 0 ? Math.round(summary.events() / seconds) : 0,
                summary.trained(),
                summary.batches(),
                summary.rejected());
        if (summary.skippedBatches() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d batches left out: loss, gradient or update not finite%n",
                    summary.skippedBatches());
        }
        out.printf(
                Locale.ROOT,
                "model version %,d, %,d parameters, weights %s%n%n",
                summary.modelVersion(),
                summary.parameters(),
                summary.weightsSha256().substring(0, 12));
        int width =
                summary.tasks().keySet().stream().mapToInt(String::length).max().orElse(0);
        summary.tasks().forEach((name, task) -> {
            out.printf("%-" + width + "s  %-10s  %s%n", name, task.type(), scores(task.scores()));
            if (!task.secondHalf().isEmpty()) {
                out.printf("%-" + width + "s  %-10s  %s%n", "", "2nd half", scores(task.secondHalf()));
            }
        });
    }

    /** Scores in one line. */
    static String scores(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .map(score -> String.format(Locale.ROOT, "%s %.4f", score.getKey(), score.getValue()))
                .collect(Collectors.joining("  "));
    }
}
