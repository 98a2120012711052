package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.config.BalancingConfig;
import io.braid.config.BraidConfig;
import io.braid.config.FeatureConfig;
import io.braid.config.LossType;
import io.braid.config.OptimizerConfig;
import io.braid.config.TaskConfig;
import io.braid.sample.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelDescriptionTest {
    private static final String UNUSUAL = "# \"quoted\": {a}, 'b' \\ é \u0085 \u2028 \ud83d\ude00 - yes";

    private static void assertDescribesItself(BraidConfig config) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelDescription.write(ModelDescription.of(config), new DataOutputStream(bytes));
        String description = ModelDescription.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        BraidConfig described = ModelDescription.config(description);

        assertThat(described.app()).isEqualTo(config.app());
        assertThat(described.features()).isEqualTo(config.features());
        assertThat(described.tasks()).isEqualTo(config.tasks());
        assertThat(described.model()).isEqualTo(config.model());
        assertThat(described.optimizer()).isEqualTo(config.optimizer());
        assertThat(described.balancing()).isEqualTo(config.balancing());
        assertThat(described.batch().size()).isEqualTo(config.batch().size());
        assertThat(described.metrics()).isEqualTo(config.metrics());
        assertThat(described.drift()).isEqualTo(config.drift());
        assertThat(described.seed()).isEqualTo(config.seed());
        assertThat(ModelShape.of(described)).isEqualTo(ModelShape.of(config));
    }

    @ParameterizedTest
    @EnumSource
    void everyLossDescribesItself(LossType loss) throws IOException {
        TaskConfig main = SampleModel.task(loss, 1e-7);
        assertDescribesItself(SampleModel.small()
                .withTasks(List.of(
                        main instanceof TaskConfig.Binary
                                ? main
                                : main instanceof TaskConfig.Multiclass multiclass
                                        ? new TaskConfig.Multiclass(
                                                "main", "a.b", TaskConfig.Role.MAIN, 1e12, loss, multiclass.classes())
                                        : new TaskConfig.Regression("main", "c", TaskConfig.Role.MAIN, 0.1, loss)))
                .config());
    }

    @ParameterizedTest
    @EnumSource
    void everyOptimizerDescribesItself(OptimizerConfig.Type type) throws IOException {
        assertDescribesItself(SampleModel.small()
                .withOptimizer(type, 1.23456789e-5)
                .withSeed(Long.MIN_VALUE)
                .config());
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToWeighLossesDescribesItself(BalancingConfig.Type type) throws IOException {
        assertDescribesItself(SampleModel.small()
                .with(new BalancingConfig(type, BalancingConfig.Surgery.NONE))
                .config());
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToCombineGradientsDescribesItself(BalancingConfig.Surgery surgery) throws IOException {
        assertDescribesItself(SampleModel.small()
                .with(new BalancingConfig(BalancingConfig.Type.FIXED, surgery))
                .config());
    }

    @Test
    void regenerationAndDriftDescribeThemselves() throws IOException {
        BraidConfig config = ModelDescription.config("{\"app\": \"a\", \"events\": {},"
                + " \"features\": [{\"name\": \"x\", \"type\": \"numeric\"}],"
                + " \"tasks\": [{\"name\": \"y\", \"type\": \"binary\"}], \"optimizer\": {\"regeneration\": 1e-7},"
                + " \"drift\": {\"detector\": \"page-hinkley\", \"delta\": 1e-9, \"reaction\": \"both\"}}");

        assertDescribesItself(config);
    }

    @Test
    void aModelWithoutLayersDescribesItself() throws IOException {
        assertDescribesItself(SampleModel.small().withLayers(List.of(), false).config());
    }

    @Test
    void unusualNamesDescribeThemselves() throws IOException {
        SampleModel model = SampleModel.small()
                .with(List.of(
                        new FeatureConfig.Numeric("null", "true"),
                        new FeatureConfig.Numeric("1e3", "~"),
                        new FeatureConfig.Numeric(UNUSUAL.replace("\u0085", ""), "*&!|>%@`")))
                .withTasks(List.of(new TaskConfig.Multiclass(
                        "main",
                        "label",
                        TaskConfig.Role.MAIN,
                        1,
                        LossType.CROSS_ENTROPY,
                        List.of(UNUSUAL, "null", "no", "0x1", "  ", "1_000", "\t\n"))));

        assertDescribesItself(model.config());
    }

    @Test
    void tellsNothingOfHowToReachKafkaAndTheRegistry() {
        BraidConfig config = SampleModel.small()
                .config()
                .withConnections(Map.of("sasl.jaas.config", "secret-1"), Map.of("basic.auth.user.info", "secret-2"));

        assertThat(ModelDescription.of(config)).doesNotContain("secret", "sasl", "basic");
    }

    @Test
    void aDescriptionThatThisVersionDoesNotUnderstandIsRefusedInWords() {
        assertThatThrownBy(() -> ModelDescription.config("{\"app\": \"a\", \"attention\": 8}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("attention")
                .hasMessageContaining("run the version that wrote it, or forget the model");
    }
}
