package junretsu.users.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import junretsu.base.Sha256;

/**
 * The name under which somebody tries to log in, and the block of addresses from where. Names may be as long as a line,
 * so one that is longer than any account's is known by its SHA-256.
 */
public record LoginSource(String username, String address) {
    private static final int CHARACTERS_MAX = 64;

    /**
     * The source of a login.
     *
     * @param username folded, or as it was sent where it cannot be one
     * @param address as text
     */
    public static LoginSource of(String username, String address) {
        return new LoginSource(bounded(username), bounded(AddressBlock.of(address)));
    }

    /** Both in one name. */
    public String userAtAddress() {
        return address + ' ' + username;
    }

    private static String bounded(String text) {
        return text.length() <= CHARACTERS_MAX ? text : HexFormat.of().formatHex(Sha256.hash(text.getBytes(UTF_8)));
    }
}
