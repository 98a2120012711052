package io.braid.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

    @Test
    void writesAZeroByteAndABigEndianId() {
        byte[] value = {9, 9, 9, 9, 9, 7};

        WireFormat.writeHeader(value, 0x01020304);

        assertThat(value).containsExactly(0, 1, 2, 3, 4, 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 65_536, 0x7fffffff, -1, Integer.MIN_VALUE})
    void readsTheIdItWrote(int id) {
        byte[] value = new byte[WireFormat.HEADER];

        WireFormat.writeHeader(value, id);

        assertThat(WireFormat.isFramed(value)).isTrue();
        assertThat(WireFormat.schemaId(value)).isEqualTo(id);
    }

    @Test
    void seesWhatIsNotFramed() {
        assertThat(WireFormat.isFramed(new byte[0])).isFalse();
        assertThat(WireFormat.isFramed(new byte[] {0, 0, 0, 1})).isFalse();
        assertThat(WireFormat.isFramed(new byte[] {'{', 0, 0, 0, 1, 2})).isFalse();
    }
}
