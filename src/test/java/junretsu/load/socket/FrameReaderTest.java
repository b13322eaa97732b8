package junretsu.load.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** A reader of frames beside a plain model of what a server sent. */
class FrameReaderTest {
    private static final int CUTS_MAX = 500;

    private static final int RUNS = 300;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);

    @Test
    void readsTheMessagesOfRandomFramesWhereverTheirBytesAreSplit() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            List<String> expected = new ArrayList<>();
            byte[] bytes = frames(expected, 1 + random.nextInt(12));
            List<Integer> cuts = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                cuts.add(random.nextInt(bytes.length + 1));
            }
            assertThat(read(bytes, cuts)).as(Seed.flag(seed) + ", run " + run).isEqualTo(expected);
        }
    }

    @Test
    void readsAMessageThatIsSplitAnywhere() throws Exception {
        List<String> expected = new ArrayList<>();
        byte[] bytes = frames(expected, 6);
        for (int cut = 0; cut <= bytes.length; cut += 1 + bytes.length / CUTS_MAX) {
            assertThat(read(bytes, List.of(cut)))
                    .as("-Djunretsu.seed=%d, cut at %d", seed, cut)
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsTheExamplesOfTheStandard() throws Exception {
        assertThat(read(hex("810548656c6c6f"), List.of())).containsExactly("text 48656c6c6f");
        assertThat(read(hex("010348656c80026c6f"), List.of())).containsExactly("text 48656c6c6f");
        assertThat(read(hex("890548656c6c6f"), List.of())).containsExactly("ping 48656c6c6f");
    }

    @Test
    void readsNothingBehindAClose() throws Exception {
        assertThat(read(hex("880203e8" + "810548656c6c6f"), List.of())).containsExactly("close 1000");
        assertThat(read(hex("8800"), List.of())).containsExactly("close 1005");
    }

    @Test
    void refusesWhatBreaksTheProtocol() {
        assertThatBreaks("81850000000048656c6c6f", "masked");
        assertThatBreaks("c10548656c6c6f", "reserved");
        assertThatBreaks("830100", "unknown opcode");
        assertThatBreaks("8b00", "unknown opcode");
        assertThatBreaks("0900", "fragments");
        assertThatBreaks("897e0080", "longer than 125");
        assertThatBreaks("800100", "continuation");
        assertThatBreaks("020100820100", "within another");
        assertThatBreaks("827e0001", "more bytes than it needs");
        assertThatBreaks("827f000000000000ffff", "more bytes than it needs");
        assertThatBreaks("827f8000000000000000", "longer than 1 MiB");
        assertThatBreaks("827f0000000000100001", "longer than 1 MiB");
        assertThatBreaks("880103", "half a status");
        assertThatBreaks("880203ed", "may not be sent");
        assertThatBreaks("880403e8c328", "not UTF-8");
        assertThatBreaks("8102c328", "not UTF-8");
    }

    private void assertThatBreaks(String hex, String rule) {
        assertThatThrownBy(() -> read(hex(hex), List.of()))
                .as(hex)
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining(rule);
    }

    /** Writes so many messages as a server does, in fragments and with control frames between them. */
    private byte[] frames(List<String> expected, int messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < messages; i++) {
            byte[] payload = new byte[new int[] {0, 1, 24, 125, 126, 300, 70_000}[random.nextInt(7)]];
            random.nextBytes(payload);
            boolean isText = random.nextBoolean();
            if (isText) {
                for (int j = 0; j < payload.length; j++) {
                    payload[j] &= 0x7f;
                }
            }
            int from = 0;
            boolean isFirst = true;
            while (random.nextInt(3) == 0) {
                int to = from + random.nextInt(payload.length - from + 1);
                frame(out, false, isFirst ? isText ? 1 : 2 : 0, Arrays.copyOfRange(payload, from, to));
                isFirst = false;
                from = to;
                if (random.nextBoolean()) {
                    byte[] ping = new byte[random.nextInt(126)];
                    random.nextBytes(ping);
                    frame(out, true, 9, ping);
                    expected.add("ping " + HexFormat.of().formatHex(ping));
                }
            }
            frame(out, true, isFirst ? isText ? 1 : 2 : 0, Arrays.copyOfRange(payload, from, payload.length));
            expected.add((isText ? "text " : "binary ") + HexFormat.of().formatHex(payload));
        }
        return out.toByteArray();
    }

    private static void frame(ByteArrayOutputStream out, boolean isFinal, int opcode, byte[] payload) {
        out.write((isFinal ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65_536) {
            out.write(126);
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        out.writeBytes(payload);
    }

    private static List<String> read(byte[] bytes, List<Integer> cuts) throws MalformedFrame {
        List<String> read = new ArrayList<>();
        FrameReader reader = new FrameReader();
        Recorder recorder = new Recorder(read);
        int from = 0;
        for (int cut : cuts.stream().sorted().toList()) {
            reader.read(ByteBuffer.wrap(bytes, from, cut - from), recorder);
            from = cut;
        }
        reader.read(ByteBuffer.wrap(bytes, from, bytes.length - from), recorder);
        return read;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private record Recorder(List<String> read) implements MessageHandler {
        @Override
        public void binary(byte[] bytes, int length) {
            add("binary", bytes, length);
        }

        @Override
        public void text(byte[] bytes, int length) {
            add("text", bytes, length);
        }

        @Override
        public void ping(byte[] bytes, int length) {
            add("ping", bytes, length);
        }

        @Override
        public void close(int code) {
            read.add("close " + code);
        }

        private void add(String kind, byte[] bytes, int length) {
            read.add(kind + " " + HexFormat.of().formatHex(bytes, 0, length));
        }
    }
}
