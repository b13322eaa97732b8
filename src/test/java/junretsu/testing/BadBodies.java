package junretsu.testing;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bodies that no items server may take, each wrong in one place that a seed chooses. */
public final class BadBodies {
    private static final String[] BAD_ITEMS = {
        "{}",
        "{\"id\":\"a\"}",
        "{\"tenant\":\"t\"}",
        "{\"id\":\"\",\"tenant\":\"t\"}",
        "{\"id\":\"a\",\"tenant\":\"\"}",
        "{\"id\":7,\"tenant\":\"t\"}",
        "{\"id\":\"a\",\"tenant\":null}",
        "{\"id\":[\"a\"],\"tenant\":\"t\"}",
        "{\"id\":\"" + "x".repeat(513) + "\",\"tenant\":\"t\"}",
        "{\"id\":\"a\",\"tenant\":\"" + "é".repeat(257) + "\"}",
        "{\"id\":\"a\",\"tenant\":\"t\",}",
        "{\"id\":\"a\" \"tenant\":\"t\"}",
        "{\"id\":\"a\",\"id\":\"b\",\"tenant\":\"t\"}",
        "{'id':'a','tenant':'t'}",
        "{\"id\":\"\\x\",\"tenant\":\"t\"}",
        "{\"id\":\"\\ud800\",\"tenant\":\"t\"}",
        "{\"id\":\"a\tb\",\"tenant\":\"t\"}",
        "{\"id\":\"a\",\"tenant\":\"t\",\"n\":01}",
        "{\"id\":\"a\",\"tenant\":\"t\",\"n\":NaN}",
        "{\"id\":\"a\",\"tenant\":\"t\",\"n\":" + "[".repeat(10_000) + "}",
        "\"a\"",
        "null",
        "[]",
        "tru",
    };

    private static final String[] AROUND = {"", ",", "]", "x", "[", "\u0000", "{"};

    private BadBodies() {}

    /** The next one, with some good items before and behind what is wrong. */
    public static byte[] next(Random random) {
        String before = "[" + goodItems(random) + ",";
        String behind = "," + goodItems(random) + "]";
        return switch (random.nextInt(5)) {
            case 0 -> bytes(before + BAD_ITEMS[random.nextInt(BAD_ITEMS.length)] + behind);
            case 1 -> cut(bytes(before + goodItems(random) + behind), random);
            case 2 -> bytes(before + goodItems(random) + behind + AROUND[1 + random.nextInt(AROUND.length - 1)]);
            case 3 -> withBadUtf8(before, behind, random);
            default -> bytes(AROUND[1 + random.nextInt(2)] + before + goodItems(random) + behind);
        };
    }

    private static String goodItems(Random random) {
        StringBuilder items = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            items.append("{\"id\":\"bad-").append(random.nextInt(1_000)).append("é😀\\n\",\"tenant\":\"bad-");
            items.append(random.nextInt(10)).append("\",\"more\":{\"n\":[1,2.5e3,true]}}");
            items.append(i == 0 ? "" : ",");
        }
        return items.toString();
    }

    /** At any byte but the last. */
    private static byte[] cut(byte[] whole, Random random) {
        byte[] part = new byte[random.nextInt(whole.length)];
        System.arraycopy(whole, 0, part, 0, part.length);
        return part;
    }

    private static byte[] withBadUtf8(String before, String behind, Random random) {
        byte[] head = bytes(before + "{\"tenant\":\"t\",\"id\":\"a");
        byte[] tail = bytes("b\"}" + behind);
        byte[] whole = new byte[head.length + 1 + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        whole[head.length] = (byte) (0x80 + random.nextInt(0x80));
        System.arraycopy(tail, 0, whole, head.length + 1, tail.length);
        return whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
