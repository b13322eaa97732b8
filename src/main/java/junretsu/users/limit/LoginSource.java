package junretsu.users.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import junretsu.base.Sha256;

/**
 * The name under which somebody tries to log in, and the block of addresses from where. Names may be as long as a line,
 * so one that is longer than any account's is known by its SHA-256.
 *
 * @param isCode true for a code of the second factor, sent with the right password
 */
public record LoginSource(String username, String address, boolean isCode) {
    private static final int CHARACTERS_MAX = 64;

    /**
     * The source of a login.
     *
     * @param username folded, or as it was sent where it cannot be one
     * @param address as text
     */
    public static LoginSource of(String username, String address) {
        return new LoginSource(bounded(username), bounded(AddressBlock.of(address)), false);
    }

    /** The same of a code. */
    public LoginSource ofCode() {
        return new LoginSource(username, address, true);
    }

    /** Both in one name. */
    public String userAtAddress() {
        return address + ' ' + username;
    }

    private static String bounded(String text) {
        return text.length() <= CHARACTERS_MAX ? text : HexFormat.of().formatHex(Sha256.hash(text.getBytes(UTF_8)));
    }
}
