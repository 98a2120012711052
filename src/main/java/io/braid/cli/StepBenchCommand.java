package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.bench.MatrixWork;
import io.braid.bench.Rate;
import io.braid.bench.Spread;
import io.braid.bench.StepWork;
import io.braid.bench.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code braid bench step}: events a second that are predicted and trained on, from encoded batches, beside the bound that
 * the processor's matrix products set.
 */
@Command(
        name = "step",
        description = "Predicts and trains on encoded batches. One model a process, as in an application.",
        mixinStandardHelpOptions = true)
final class StepBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final WorkloadOptions options = new WorkloadOptions();

    @Option(names = "--warm-up", paramLabel = "S", description = "Seconds before the first round.")
    private double warmUp = 3;

    @Option(names = "--seconds", paramLabel = "S", description = "Seconds of a round.")
    private double seconds = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds.")
    private int rounds = 5;

    @Option(
            names = "--serve",
            description =
                    "Measure when told so: a line 'step SECONDS' or 'bound SECONDS' on standard input is one round.")
    private boolean serve;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Numbers.atLeast(spec, "--rounds", rounds, 1);
        Workload workload = options.workload();
        StepWork step = new StepWork(workload);
        MatrixWork product = new MatrixWork();
        Rate.of(step, warmUp);
        Rate.of(product, warmUp / 10);
        PrintWriter out = spec.commandLine().getOut();
        if (serve) {
            serve(step, product, out);
            return 0;
        }
        List<Double> steps = new ArrayList<>();
        List<Double> bounds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            steps.add(Rate.of(step, seconds).perCpuSecond());
            bounds.add(bound(step, Rate.of(product, seconds / 2).perCpuSecond()));
        }
        print(workload, step, Spread.of(steps), Spread.of(bounds), out);
        return 0;
    }

    /** Events a second that {@code operations} a second allow. */
    private static double bound(StepWork step, double operations) {
        return operations / (MatrixWork.OPERATIONS * (double) step.denseParameters());
    }

    private void print(Workload workload, StepWork step, Spread events, Spread bound, PrintWriter out) {
        if (json) {
            ObjectNode node = describe(step);
            node.put("batch", workload.batch());
            node.put("events_per_cpu_second", Math.round(events.median()));
            node.put("least", Math.round(events.least()));
            node.put("most", Math.round(events.most()));
            node.put("bound", Math.round(bound.median()));
            out.println(Json.text(node));
            return;
        }
        out.println(workload);
        out.printf(
                Locale.ROOT,
                "%,d parameters, %,d of them met by every event%n",
                step.learner().parameters(),
                step.denseParameters());
        out.printf(
                Locale.ROOT,
                "%,.0f events per CPU-second (%,.0f to %,.0f), %.2f µs an event%n",
                events.median(),
                events.least(),
                events.most(),
                1e6 / events.median());
        out.printf(
                Locale.ROOT,
                "%.1f %% of the %,.0f that matrix products allow%n",
                100 * events.median() / bound.median(),
                bound.median());
    }

    private static ObjectNode describe(StepWork step) {
        ObjectNode node = Json.object();
        node.put("java", Runtime.version().toString());
        node.put("parameters", step.learner().parameters());
        node.put("dense_parameters", step.denseParameters());
        return node;
    }

    private static void serve(StepWork step, MatrixWork product, PrintWriter out) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(Json.text(describe(step)));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            double time = Double.parseDouble(request.substring(request.indexOf(' ') + 1));
            boolean isBound = request.startsWith("bound");
            Rate rate = Rate.of(isBound ? product : step, time);
            ObjectNode answer = Json.object();
            answer.put("events_per_cpu_second", isBound ? bound(step, rate.perCpuSecond()) : rate.perCpuSecond());
            answer.put("events_per_second", isBound ? bound(step, rate.perSecond()) : rate.perSecond());
            out.println(Json.text(answer));
        }
    }
}
