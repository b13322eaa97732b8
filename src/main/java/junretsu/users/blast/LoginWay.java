package junretsu.users.blast;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to log in. Each is a stage of a load, since their costs differ by a factor of a thousand. */
enum LoginWay {
    /** The password, however the server checks it. */
    PASSWORD,

    /** The password, with the slow hash by the server each time: all sessions are ended behind each login. */
    FRESH,

    /** SCRAM, with the slow hash by the client, who keeps it. */
    SCRAM,

    /** The password of users who have all just logged in, so that the server remembers it. */
    REMEMBERED,

    /** Sessions that were begun before the measured time; nobody logs in. */
    TOKEN;

    private static final String ACCEPTED = "one or more of " + words() + " with commas between";

    /**
     * Returns the ways that a text such as {@code scram,remembered} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    static List<LoginWay> parseAll(String text) {
        List<LoginWay> ways =
                Arrays.stream(text.split(",", -1)).map(LoginWay::parse).toList();
        if (ways.stream().distinct().count() < ways.size()) {
            throw new IllegalArgumentException(ACCEPTED + ", each once");
        }
        return ways;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static LoginWay parse(String word) {
        return Arrays.stream(values())
                .filter(way -> way.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ACCEPTED));
    }

    private static String words() {
        return Arrays.stream(values()).map(LoginWay::word).collect(Collectors.joining(", "));
    }
}
