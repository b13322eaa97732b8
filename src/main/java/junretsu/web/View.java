package junretsu.web;

import java.nio.charset.StandardCharsets;

/** What a path shows at this moment. May be asked by any thread, several at once. */
@FunctionalInterface
public interface View {

    Content content();

    /** @param status of the response, as in 200 or 503 */
    record Content(int status, String type, byte[] body) {

        public static Content json(String body) {
            return new Content(200, "application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
        }

        public static Content text(int status, String body) {
            return new Content(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
        }

        /** The text exposition format of Prometheus, version 0.0.4. */
        public static Content prometheus(String body) {
            return new Content(200, "text/plain; version=0.0.4; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
