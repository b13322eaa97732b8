package junretsu.net.http;

import java.util.List;

/**
 * An answer as it came, whole. Immutable.
 *
 * @param headers names and values in turn, as sent but for the spaces around them; bytes as ISO 8859-1
 * @param body without its transfer coding; not to be changed
 */
public record HttpAnswer(int status, List<String> headers, byte[] body) {

    /** The first value of a header; null when there is none. */
    public String header(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                return headers.get(i + 1);
            }
        }
        return null;
    }
}
