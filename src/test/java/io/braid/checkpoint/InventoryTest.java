package io.braid.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final String PAGE = "030000000200000007";
    private static final String LAST_PAGE = "0300ffffffffffffff";
    private static final String CHUNK = "010000000200000007";

    private final Inventory inventory = new Inventory();

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private List<String> drained() {
        List<String> keys = new ArrayList<>();
        inventory.drainLeftOver(key -> keys.add(HexFormat.of().formatHex(key)));
        return keys;
    }

    @Test
    void theDigestIsThatOfThePiecesInForceWhateverCameBefore() {
        inventory.put(key(PAGE), 1);
        inventory.put(key(LAST_PAGE), 2);
        long digest = inventory.digest();

        inventory.put(key(CHUNK), 3);
        inventory.put(key(PAGE), 4);
        assertThat(inventory.digest()).isNotEqualTo(digest);
        inventory.put(key(PAGE), 1);
        inventory.remove(key(CHUNK));

        assertThat(inventory.digest()).isEqualTo(digest);
        assertThat(inventory.size()).isEqualTo(2);
    }

    @Test
    void whatIsLeftOverIsToldOnce() {
        inventory.put(key(PAGE), 1);
        inventory.put(key(LAST_PAGE), 2);
        inventory.leave(key("0000000003"));
        inventory.leave(key(PAGE));
        assertThat(inventory.size()).as("a piece in force stays").isEqualTo(2);

        inventory.begin();
        inventory.put(key(PAGE), 3);

        assertThat(drained()).containsExactly("0000000003", LAST_PAGE);
        assertThat(drained()).isEmpty();
        assertThat(inventory.size()).isEqualTo(1);
    }

    @Test
    void aKindThatIsRetiredIsLeftOver() {
        inventory.put(key(PAGE), 1);
        long digest = inventory.digest();
        inventory.put(key(CHUNK), 2);

        inventory.retire(Layout.CHUNK);

        assertThat(inventory.digest()).isEqualTo(digest);
        assertThat(drained()).containsExactly(CHUNK);
    }

    @Test
    void aKeyThatNoModelHasIsNeverInForce() {
        for (String hex : List.of("", "03", "000000000200000007", "830000000200000007", "030100000000000007")) {
            assertThatThrownBy(() -> inventory.put(key(hex), 1)).isInstanceOf(IllegalArgumentException.class);
            inventory.leave(key(hex));
            inventory.remove(key(hex));
        }

        assertThat(drained()).isEmpty();
        assertThat(inventory.size()).isZero();
    }
}
