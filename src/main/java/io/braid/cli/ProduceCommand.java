package io.braid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.braid.config.BraidConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code braid produce}: rows of a file become events. */
@Command(
        name = "produce",
        description = "Sends the rows of a CSV file to the events topic, as Avro. Rows that don't fit are left out.",
        mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Parameters(index = "1", paramLabel = "DATA", description = "A CSV file with a header, .gz too.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--rate", paramLabel = "N", description = "Send N rows a second at most.")
    private long rate;

    @Option(names = "--from", paramLabel = "N", description = "Start at row N, counted from 0.")
    private long from;

    @Option(names = "--events", paramLabel = "N", description = "Send N rows at most.")
    private long events = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Numbers.atLeast(spec, "--rate", rate, 0);
        Numbers.atLeast(spec, "--from", from, 0);
        Numbers.atLeast(spec, "--events", events, 0);
        BraidConfig config = file.loadForKafka(true);
        PrintWriter err = spec.commandLine().getErr();
        if (KafkaClients.createEventsTopic(config)) {
            err.println("made topic " + config.events().topic() + " with one partition");
        }
        Progress progress = new Progress("produce", events == Long.MAX_VALUE ? 0 : events, err);
        EventProducer.Result result = new EventProducer(config, ConfigFile.registry(config))
                .send(data, from, events, rate, progress::show, () -> false);
        progress.done();
        report(result, config.events().topic());
        return 0;
    }

    private void report(EventProducer.Result result, String topic) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = Json.object();
            node.put("topic", topic);
            node.put("sent", result.sent());
            node.put("bad_rows", result.bad());
            out.println(Json.text(node));
        } else {
            out.printf(
                    Locale.ROOT,
                    "sent %,d events to %s, left out %,d rows that don't fit%n",
                    result.sent(),
                    topic,
                    result.bad());
        }
    }
}
