package junretsu.users.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * An account in memory, behind its name:
 *
 * <pre>
 *   8 bytes: version | 8: created | 1: scheme | 4: memory | 4: passes | 5 times (2: n | n bytes):
 *   salt, stored key, server key, picture, second factor | rest: nickname
 * </pre>
 */
public final class AccountBytes {
    private static final int FIXED = 2 * Long.BYTES + Byte.BYTES + 2 * Integer.BYTES + 5 * Short.BYTES;
    private static final HexFormat HEX = HexFormat.of();
    private static final Scheme[] SCHEMES = Scheme.values();
    private static final byte[] NONE = {};

    private AccountBytes() {}

    /** An account but for its name. */
    public static byte[] of(Account account) {
        Credential credential = account.credential();
        byte[] picture = HEX.parseHex(account.picture());
        byte[] factor = account.secondFactor() == null ? NONE : SecondFactorBytes.of(account.secondFactor());
        byte[] nickname = account.nickname().getBytes(StandardCharsets.UTF_8);
        int variable = credential.salt().length
                + credential.storedKey().length
                + credential.serverKey().length
                + picture.length
                + factor.length
                + nickname.length;
        ByteBuffer row = ByteBuffer.allocate(FIXED + variable)
                .putLong(account.version())
                .putLong(account.createdMs())
                .put((byte) credential.scheme().ordinal())
                .putInt(credential.memoryKib())
                .putInt(credential.passes());
        put(row, credential.salt());
        put(row, credential.storedKey());
        put(row, credential.serverKey());
        put(row, picture);
        put(row, factor);
        return row.put(nickname).array();
    }

    private static void put(ByteBuffer row, byte[] field) {
        row.putShort((short) field.length).put(field);
    }

    /** The account of a name, as its key, and such bytes. */
    public static Account read(byte[] name, byte[] bytes) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        long version = row.getLong();
        long createdMs = row.getLong();
        Credential credential =
                new Credential(SCHEMES[row.get()], row.getInt(), row.getInt(), field(row), field(row), field(row));
        String picture = HEX.formatHex(field(row));
        byte[] factor = field(row);
        String nickname = new String(bytes, row.position(), row.remaining(), StandardCharsets.UTF_8);
        return new Account(
                new String(name, StandardCharsets.US_ASCII),
                nickname,
                picture,
                credential,
                factor.length == 0 ? null : SecondFactorBytes.read(factor),
                version,
                createdMs);
    }

    private static byte[] field(ByteBuffer row) {
        byte[] field = new byte[row.getShort()];
        row.get(field);
        return field;
    }
}
