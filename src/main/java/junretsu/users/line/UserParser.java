package junretsu.users.line;

import junretsu.text.JsonKind;
import junretsu.text.JsonPull;

/** Reads the {@code User} of a line. One thread. */
final class UserParser {
    private final JsonPull json;
    private final LineKeys keys = new LineKeys("Username", "Password", "Nickname", "Token");
    private final String[] texts = new String[4];

    UserParser(JsonPull json) {
        this.json = json;
    }

    /** Reads an object or null; texts that are absent or null are empty. */
    LineUser read() {
        if (json.peek() == JsonKind.NULL) {
            json.readNull();
            return LineUser.NOBODY;
        }
        texts[0] = texts[1] = texts[2] = texts[3] = "";
        keys.begin();
        json.beginObject();
        while (json.nextKey()) {
            int key = keys.find(json);
            if (key == LineKeys.OTHER) {
                json.skip();
            } else if (json.peek() == JsonKind.NULL) {
                json.readNull();
            } else {
                texts[key] = json.readText();
            }
        }
        return new LineUser(texts[0], texts[1], texts[2], texts[3]);
    }
}
