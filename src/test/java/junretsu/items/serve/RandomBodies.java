package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import junretsu.testing.BadBodies;

/** Bodies of a few items, most of them good, with all that may be cut at a bad place. */
final class RandomBodies {
    private static final String[] ITEMS = {
        "{\"id\":\"%d\",\"tenant\":\"t\"}",
        "{\"tenant\":\"\\u00e4\\ud83d\\ude00\\/\",\"id\":\"\\n%d\\\\\\\"\"}",
        " { \"id\" : \"é😀%d\" ,\t\"tenant\" : \"😀\" , \"more\" : [ {\"n\":-%d.5e+3} , true, null ] } ",
        "{\"\\u0069d\":\"%d\",\"tenant\":\"t\",\"a longer key\":\"\\ud83d\\ude00\",\"a\\tb\":{}}",
    };

    private static final String[] OTHERS = {
        "%d",
        "-0.%d",
        "1e%d",
        "0%d",
        "true",
        "null",
        "fals",
        "[%d]",
        "\"%d\"",
        "\"\\ud83d\"",
        "{}",
        "{\"id\":%d}",
        "",
        "%d."
    };

    private RandomBodies() {}

    static byte[] next(Random random) {
        if (random.nextInt(4) == 0) {
            return BadBodies.next(random);
        }
        boolean isLines = random.nextInt(3) == 0;
        StringBuilder text = new StringBuilder(isLines ? "" : "[");
        for (int i = 0, count = random.nextInt(8); i <= count; i++) {
            String[] from = random.nextInt(8) == 0 ? OTHERS : ITEMS;
            String item = from[random.nextInt(from.length)].replace("%d", "" + random.nextInt(1_000));
            text.append(i == 0 ? "" : isLines ? random.nextBoolean() ? "\n" : "\r\n\n" : ",")
                    .append(item);
        }
        byte[] body = text.append(isLines ? "" : "] \n").toString().getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(3) - 1; changes > 0 && body.length > 0; changes--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }
}
