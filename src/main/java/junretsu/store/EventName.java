package junretsu.store;

import java.nio.charset.StandardCharsets;

/** The rule for an event's name, so that it fits a file's header, a Redis key, a status line and a URL. */
public final class EventName {
    public static final String CHARACTERS = "1 to 64 of the characters A-Z a-z 0-9 . _ -";

    private EventName() {}

    /** @throws IllegalArgumentException when the text is not one; its message says what is accepted */
    public static String parse(String text) {
        boolean plain = !text.isEmpty() && text.length() <= 64;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            plain &=
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "._-".indexOf(b) >= 0;
        }
        if (!plain) {
            throw new IllegalArgumentException(CHARACTERS);
        }
        return text;
    }
}
