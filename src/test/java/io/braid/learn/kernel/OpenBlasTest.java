package io.braid.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenBlasTest {
    @Test
    void tellsWhichProcessorItComputesFor() {
        assertThat(OpenBlas.processor())
                .hasValueSatisfying(name -> assertThat(name).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({"Zen, 16", "Haswell, 16", "Prescott, 8", "Nehalem, 8", "Prescott, 16"})
    void warnsOfKernelsWithNarrowerVectorsThanTheProcessors(String processor, int lanes) {
        assertThat(OpenBlas.warning(processor, lanes))
                .hasValueSatisfying(text -> assertThat(text).contains(processor, "OPENBLAS_CORETYPE"));
    }

    @ParameterizedTest
    @CsvSource({"SkylakeX, 16", "SapphireRapids, 16", "Zen, 8", "Haswell, 8", "SkylakeX, 8", "ARMV8, 4"})
    void isContentWithKernelsAsWideAsTheProcessor(String processor, int lanes) {
        assertThat(OpenBlas.warning(processor, lanes)).isEmpty();
    }
}
