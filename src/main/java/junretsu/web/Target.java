package junretsu.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The target of a request (RFC 9112, section 3.2), split at its separators first and percent-decoded afterwards, so
 * that a segment may hold any character, also {@code /}, {@code %} and {@code \}.
 *
 * @param segments of the path, decoded; {@code /a/} has the two segments {@code a} and none
 * @param query decoded, the first value of each name
 */
record Target(List<String> segments, Map<String, String> query) {

    /**
     * @param text as sent
     * @throws BadRequest when it has other characters than ASCII's visible ones, no slash in front, wrong
     *     percent-encoding, bytes that are not UTF-8, or a segment of one or two dots, which a client resolves itself
     */
    static Target parse(String text) {
        requireVisible(text);
        if (!text.startsWith("/")) {
            throw new BadRequest("a path begins with a slash");
        }
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        return new Target(segments(path), mark < 0 ? Map.of() : query(text.substring(mark + 1)));
    }

    private static void requireVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                throw new BadRequest("the path and the query take ASCII characters; percent-encode all others");
            }
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(4);
        int start = 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String raw = path.substring(start, end);
            if (raw.equals(".") || raw.equals("..")) {
                throw new BadRequest("the path has a segment of dots, which is for the client to resolve");
            }
            segments.add(decoded(raw, false));
            start = end + 1;
        }
        return segments;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            query.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1), true));
        }
        return query;
    }

    private static String decoded(String raw, boolean isForm) {
        String text = isForm ? raw.replace('+', ' ') : raw;
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(digit(text, i + 1) << 4 | digit(text, i + 2));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("what is percent-encoded is not UTF-8");
        }
    }

    private static int digit(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new BadRequest("a percent sign stands before two hexadecimal digits; %25 is the sign itself");
        }
        return digit;
    }
}
