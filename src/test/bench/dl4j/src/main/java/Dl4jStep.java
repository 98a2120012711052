import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DL4J's ComputationGraph on model M: {@code output}, predictions copied out, {@code fit}. Usage: Dl4jStep BATCH WARM_UP_SECONDS.
 *
 * <p>Speaks with compare.py: a first line that describes it, then for each line 'step SECONDS' one with the rate.
 */
public final class Dl4jStep {
    private static final int EVENTS = 16384;
    private static final int NUMBERS = 64;
    private static final int CLASSES = 5;
    private static final int STRETCH = 256;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final ComputationGraph graph = new ComputationGraph(configuration());
    private final List<MultiDataSet> batches = new ArrayList<>();
    private final int batch;
    private float copied;
    private int next;

    private Dl4jStep(int batch) {
        this.batch = batch;
        graph.init();
        SplittableRandom random = new SplittableRandom(7);
        double[][] directions = new double[3][NUMBERS];
        for (double[] direction : directions) {
            for (int i = 0; i < NUMBERS; i++) {
                direction[i] = random.nextGaussian() / Math.sqrt(NUMBERS);
            }
        }
        for (int index = 0; index < EVENTS / batch; index++) {
            batches.add(draw(random, directions));
        }
    }

    private static ComputationGraphConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.001))
                .weightInit(WeightInit.XAVIER)
                .graphBuilder()
                .addInputs("numbers")
                .addLayer("first", hidden(NUMBERS, 128), "numbers")
                .addLayer("second", hidden(128, 64), "first")
                .addLayer("true", output(LossFunction.XENT, Activation.SIGMOID, 1), "second")
                .addLayer("class", output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES), "second")
                .addLayer("value", output(LossFunction.MSE, Activation.IDENTITY, 1), "second")
                .setOutputs("true", "class", "value")
                .build();
    }

    private static DenseLayer hidden(int from, int to) {
        return new DenseLayer.Builder()
                .nIn(from)
                .nOut(to)
                .activation(Activation.RELU)
                .build();
    }

    private static OutputLayer output(LossFunction loss, Activation activation, int to) {
        return new OutputLayer.Builder(loss)
                .nIn(64)
                .nOut(to)
                .activation(activation)
                .build();
    }

    private MultiDataSet draw(SplittableRandom random, double[][] directions) {
        float[][] numbers = new float[batch][NUMBERS];
        float[][] positive = new float[batch][1];
        float[][] classes = new float[batch][CLASSES];
        float[][] value = new float[batch][1];
        for (int event = 0; event < batch; event++) {
            double[] hidden = new double[3];
            for (int i = 0; i < NUMBERS; i++) {
                numbers[event][i] = (float) random.nextGaussian();
                for (int task = 0; task < 3; task++) {
                    hidden[task] += numbers[event][i] * directions[task][i];
                }
            }
            for (int task = 0; task < 3; task++) {
                hidden[task] += 0.5 * random.nextGaussian();
            }
            positive[event][0] = hidden[0] > 0 ? 1 : 0;
            classes[event][(int) Math.max(0, Math.min(CLASSES - 1, 2.5 + 1.5 * hidden[1]))] = 1;
            value[event][0] = (float) Math.tanh(hidden[2]);
        }
        INDArray[] labels = {Nd4j.create(positive), Nd4j.create(classes), Nd4j.create(value)};
        return new MultiDataSet(new INDArray[] {Nd4j.create(numbers)}, labels);
    }

    private void step() {
        MultiDataSet events = batches.get(next);
        next = next + 1 == batches.size() ? 0 : next + 1;
        for (INDArray predictions : graph.output(events.getFeatures())) {
            copied += predictions.data().asFloat()[0];
        }
        graph.fit(events);
    }

    private String rate(double seconds) {
        long cpuStart = PROCESS.getProcessCpuTime();
        long wallStart = System.nanoTime();
        long done = 0;
        long cpu;
        do {
            for (int i = 0; i < Math.max(1, STRETCH / batch); i++) {
                step();
                done += batch;
            }
            cpu = PROCESS.getProcessCpuTime() - cpuStart;
        } while (cpu < seconds * 1e9);
        return String.format(
                Locale.ROOT,
                "{\"events_per_cpu_second\": %.1f, \"events_per_second\": %.1f}",
                done * 1e9 / cpu,
                done * 1e9 / (System.nanoTime() - wallStart));
    }

    public static void main(String[] arguments) throws IOException {
        Dl4jStep steps = new Dl4jStep(Integer.parseInt(arguments[0]));
        steps.rate(Double.parseDouble(arguments[1]));
        System.out.println("{\"version\": \"DL4J 1.0.0-M2.1\", \"parameters\": " + steps.graph.numParams() + "}");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            System.out.println(steps.rate(Double.parseDouble(request.substring(request.indexOf(' ') + 1))));
        }
        System.exit(Float.isNaN(steps.copied) ? 1 : 0);
    }
}
