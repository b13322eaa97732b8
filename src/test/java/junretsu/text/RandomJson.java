package junretsu.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes random values, and writes them with random space and random escapes. */
final class RandomJson {
    private static final String[] CHARACTERS = {
        "a",
        "b",
        "id",
        "tenant",
        " ",
        "\"",
        "\\",
        "/",
        "\b",
        "\f",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001f",
        "\u007f",
        "\u0080",
        "é",
        "߿",
        "ࠀ",
        "日",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "😀",
        "\ud800\udc00",
        "\udbff\udfff"
    };
    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 4, 5 -> string();
            case 6, 7 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            array.add(value(depth));
        }
        return array;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int n = random.nextInt(random.nextInt(10) == 0 ? 70 : 6); n > 0; n--) {
            object.put(string(), value(depth));
        }
        return object;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        boolean plain = random.nextBoolean();
        for (int n = random.nextInt(random.nextInt(4) == 0 ? 40 : 10); n > 0; n--) {
            string.append(
                    plain ? "" + (char) ('a' + random.nextInt(26)) : CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return string.toString();
    }

    String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private void write(Object value, StringBuilder out) {
        space(out);
        if (value instanceof Map<?, ?> object) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                space(out.append(separator));
                string((String) entry.getKey(), out);
                space(out);
                write(entry.getValue(), out.append(':'));
                separator = ",";
            }
            out.append(object.isEmpty() ? "{" : "");
            space(out);
            out.append('}');
        } else if (value instanceof List<?> array) {
            String separator = "[";
            for (Object element : array) {
                write(element, out.append(separator));
                separator = ",";
            }
            out.append(array.isEmpty() ? "[" : "");
            space(out);
            out.append(']');
        } else if (value instanceof String string) {
            string(string, out);
        } else {
            out.append(value);
        }
        space(out);
    }

    private void string(String string, StringBuilder out) {
        out.append('"');
        for (char c : string.toCharArray()) {
            int letter = MEANINGS.indexOf(c);
            if (letter >= 0 && random.nextBoolean()) {
                out.append('\\').append(LETTERS.charAt(letter));
            } else if (c < ' ' || c == '"' || c == '\\' || !Character.isSurrogate(c) && random.nextInt(20) == 0) {
                out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void space(StringBuilder out) {
        while (random.nextInt(5) == 0) {
            out.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }
}
