package io.braid.learn;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asserted of many numbers at once. */
final class Numbers {
    private Numbers() {}

    static void assertFinite(float[]... blocks) {
        for (float[] block : blocks) {
            for (float number : block) {
                if (!Float.isFinite(number)) {
                    assertThat(number).isFinite();
                }
            }
        }
    }
}
