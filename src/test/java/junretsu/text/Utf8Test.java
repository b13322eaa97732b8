package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final int[] EDGES = {0x00, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer characters = CharBuffer.allocate(4);

    /** The length that the JDK's decoder gives the first character of so many bytes; 0 for none. */
    private int length(byte[] bytes, int available) {
        for (int length = 2; length <= available; length++) {
            characters.clear();
            if (!decoder.reset()
                    .decode(ByteBuffer.wrap(bytes, 0, length), characters, true)
                    .isError()) {
                return length;
            }
        }
        return 0;
    }

    @Test
    void agreesWithTheJdkOnUpToThreeBytes() {
        byte[] bytes = new byte[3];
        for (int lead = 0x80; lead <= 0xff; lead++) {
            for (int second = 0; second <= 0xff; second++) {
                for (int third : EDGES) {
                    put(bytes, (lead << 8 | second) << 8 | third);
                    assertAgreement(bytes);
                }
            }
        }
    }

    @Test
    void agreesWithTheJdkOnFourBytes() {
        byte[] bytes = new byte[4];
        for (int lead = 0xee; lead <= 0xff; lead++) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        put(bytes, (lead << 8 | second) << 16 | third << 8 | fourth);
                        assertAgreement(bytes);
                    }
                }
            }
        }
    }

    private void assertAgreement(byte[] bytes) {
        for (int available = 1; available <= bytes.length; available++) {
            if (Utf8.length(bytes, 0, available) != length(bytes, available)) {
                fail("%d of %s: %d", available, HexFormat.of().formatHex(bytes), Utf8.length(bytes, 0, available));
            }
        }
    }

    @Test
    void writesEveryCharacterAsTheJdkDoes() {
        byte[] bytes = new byte[4];
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                int length = Utf8.put(bytes, 0, c);
                if (Utf8.string(bytes, 0, length).codePointAt(0) != c
                        || c > 0x7f && Utf8.length(bytes, 0, length) != length) {
                    assertThat(Utf8.string(bytes, 0, length)).isEqualTo(Character.toString(c));
                }
            }
        }
    }

    private static void put(byte[] bytes, int value) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 8 * (bytes.length - 1 - i));
        }
    }
}
