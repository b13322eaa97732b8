package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private final Argon2id argon2id = new Argon2id();

    @Test
    void givesTheTagOfRfc9106() {
        byte[] tag = argon2id.hash(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), 4, 32, 3);
        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void givesTheTagsOfTheReferenceProgramAlsoWithMemoryThatWasUsedBefore() {
        String tag256 = "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe";
        String tag65536 = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7";
        assertThat(tag(256)).isEqualTo(tag256);
        assertThat(tag(256)).isEqualTo(tag256);
        assertThat(tag(65_536)).isEqualTo(tag65536);
        assertThat(tag(65_536)).isEqualTo(tag65536);
        assertThat(tag(256)).isEqualTo(tag256);
    }

    @Test
    void aCostOutOfItsRangeIsNamed() {
        assertThatThrownBy(() -> new HashCost(1_023, 2)).hasMessageContaining("1023");
        assertThatThrownBy(() -> new HashCost(19_456, 0)).hasMessageContaining("1 to 100 passes");
        assertThatThrownBy(() -> new HashCost(1_048_577, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private String tag(int memoryKib) {
        byte[] password = "password".getBytes(UTF_8);
        byte[] salt = "somesalt".getBytes(UTF_8);
        return HexFormat.of().formatHex(argon2id.hash(password, salt, null, null, 1, memoryKib, 2));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
