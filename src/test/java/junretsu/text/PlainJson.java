package junretsu.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON in the plainest way, character by character, as the judge of the real reader: the same values, or null for
 * no JSON.
 */
final class PlainJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int DEPTH_MAX = 64;

    private static final class NoJson extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final String text;
    private int at;
    private int depth;

    private PlainJson(String text) {
        this.text = text;
    }

    /** Returns a list with the one value, or null when this is no JSON. */
    static List<Object> read(byte[] utf8) {
        try {
            PlainJson json = new PlainJson(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
            List<Object> values = new ArrayList<>();
            values.add(json.value());
            json.space();
            return json.at == json.text.length() ? values : null;
        } catch (CharacterCodingException | NoJson e) {
            return null;
        }
    }

    private Object value() {
        space();
        if (takes("{")) {
            return object();
        }
        if (takes("[")) {
            return array();
        }
        if (takes("\"")) {
            return string();
        }
        if (takes("null")) {
            return null;
        }
        return takes("true") ? Boolean.TRUE : takes("false") ? Boolean.FALSE : number();
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        enter();
        space();
        if (!takes("}")) {
            do {
                space();
                require(takes("\""));
                String key = string();
                require(!object.containsKey(key));
                space();
                require(takes(":"));
                object.put(key, value());
                space();
            } while (takes(","));
            require(takes("}"));
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        enter();
        space();
        if (!takes("]")) {
            do {
                array.add(value());
                space();
            } while (takes(","));
            require(takes("]"));
        }
        depth--;
        return array;
    }

    private void enter() {
        require(++depth <= DEPTH_MAX);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        while (!takes("\"")) {
            char c = next();
            require(c >= ' ');
            value.append(c == '\\' ? escape() : c);
        }
        require(value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        return value.toString();
    }

    private char escape() {
        char c = next();
        if (c == 'u') {
            require(at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}"));
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int i = "\"\\/bfnrt".indexOf(c);
        require(i >= 0);
        return "\"\\/\b\f\n\r\t".charAt(i);
    }

    private Object number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        require(number.lookingAt());
        at = number.end();
        try {
            return Long.valueOf(number.group());
        } catch (NumberFormatException e) {
            double value = Double.parseDouble(number.group());
            require(Double.isFinite(value));
            return value;
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean takes(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private char next() {
        require(at < text.length());
        return text.charAt(at++);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new NoJson();
        }
    }
}
