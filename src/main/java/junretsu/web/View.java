package junretsu.web;

import java.nio.charset.StandardCharsets;

/** What a path shows at this moment. May be asked by any thread, several at once. */
@FunctionalInterface
public interface View {

    /** @throws IllegalArgumentException when the query asks for what there is not; its message says what there is */
    Content content(Query query);

    /** The parameters behind the question mark. */
    @FunctionalInterface
    interface Query {
        /** The first value, decoded; null when there is none. */
        String get(String name);
    }

    /**
     * @param status of the response, as in 200 or 503
     * @param fileName under which a browser should save it; null to show it
     */
    record Content(int status, String type, byte[] body, String fileName) {

        public static Content json(String body) {
            return json(200, body);
        }

        public static Content json(int status, String body) {
            return new Content(status, "application/json; charset=utf-8", bytes(body), null);
        }

        public static Content text(int status, String body) {
            return new Content(status, "text/plain; charset=utf-8", bytes(body), null);
        }

        public static Content csv(String fileName, String body) {
            return new Content(200, "text/csv; charset=utf-8", bytes(body), fileName);
        }

        /** The text exposition format of Prometheus, version 0.0.4. */
        public static Content prometheus(String body) {
            return new Content(200, "text/plain; version=0.0.4; charset=utf-8", bytes(body), null);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
