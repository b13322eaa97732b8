package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The 10,000 passwords that people chose most often in what was stolen elsewhere: the first lines of the list that
 * Django comes with, made by Royce Williams from that of Have I Been Pwned. Immutable; may be used by any thread.
 */
final class CommonPasswords {
    private static final String LIST = "/junretsu/common-passwords.txt";

    private final Set<String> passwords;

    private CommonPasswords(Set<String> passwords) {
        this.passwords = passwords;
    }

    static CommonPasswords read() {
        try (InputStream list = CommonPasswords.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, UTF_8))) {
            return new CommonPasswords(lines.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it is one of them, in upper or lower case. */
    boolean contains(String password) {
        return passwords.contains(password.toLowerCase(Locale.ROOT));
    }
}
