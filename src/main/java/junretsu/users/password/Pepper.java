package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import junretsu.base.Sha256;
import junretsu.config.StartException;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;

/**
 * A secret outside of the store, without which the keys of its credentials cannot be used: a copy of the store alone
 * does not let anybody try even the weakest password. Each key is covered by
 * {@code HMAC(pepper, name of the key ‖ salt)}, and the salt is of this credential alone. The keys are covered and not
 * the password, since a client that logs in by SCRAM hashes the password without knowing the pepper. Immutable; may be
 * used by any thread.
 */
public final class Pepper {
    /** The pepper of a server that has none: it covers nothing. */
    public static final Pepper NONE = new Pepper(null);

    private static final int BYTES_MIN = 16;
    private static final int BYTES_MAX = 4_096;
    private static final int MARK_BYTES = 8;
    private static final byte[] MARK = "junretsu pepper".getBytes(US_ASCII);
    private static final byte[] STORED_KEY = "stored key".getBytes(US_ASCII);
    private static final byte[] SERVER_KEY = "server key".getBytes(US_ASCII);

    private final byte[] secret;

    private Pepper(byte[] secret) {
        this.secret = secret;
    }

    static Pepper of(byte[] secret) {
        return new Pepper(secret.clone());
    }

    /**
     * Reads the pepper, all bytes of a file.
     *
     * @param file null when there is none
     * @throws StartException when the file cannot be read, or holds fewer than 16 bytes or more than 4,096
     */
    public static Pepper read(Path file) throws StartException {
        if (file == null) {
            return NONE;
        }
        byte[] secret;
        try {
            secret = Files.readAllBytes(file);
        } catch (IOException e) {
            throw StartException.of("cannot read --pepper-file " + file, e);
        }
        if (secret.length < BYTES_MIN || secret.length > BYTES_MAX) {
            throw new StartException("--pepper-file " + file + " holds " + secret.length + " bytes; give a file of "
                    + BYTES_MIN + " to " + BYTES_MAX + ", such as of 'openssl rand -out FILE 32'");
        }
        return new Pepper(secret);
    }

    /** A mark by which a store recognizes its pepper and from which nothing can be learnt; empty for none. */
    public String mark() {
        return secret == null ? "" : HexFormat.of().formatHex(Arrays.copyOf(Sha256.hmac(secret, MARK), MARK_BYTES));
    }

    /**
     * Compares the pepper with that under which a store was begun. A store keeps {@link #mark} with its first account,
     * or when its first pepper is given, and shows it here at each start.
     *
     * @param kept null or empty when the store has seen no pepper yet
     * @throws StartException when the store's pepper is missing or another
     */
    public void requireThatOf(String kept) throws StartException {
        if (kept == null || kept.isEmpty() || kept.equals(mark())) {
            return;
        }
        throw new StartException(
                secret == null
                        ? "the accounts of this store have a pepper; give its file with --pepper-file"
                        : "--pepper-file holds another pepper than the one that this store's accounts have;"
                                + " give the file that they were made with");
    }

    /** The credential as it is to be stored. */
    Credential cover(Credential bare) {
        return secret == null ? bare : masked(bare, Scheme.ARGON2ID_PEPPERED);
    }

    /**
     * The credential as it is to be checked.
     *
     * @throws IllegalStateException when it is covered and there is no pepper
     */
    Credential uncover(Credential stored) {
        if (stored.scheme() != Scheme.ARGON2ID_PEPPERED) {
            return stored;
        }
        if (secret == null) {
            throw new IllegalStateException("a credential has a pepper and the server has none");
        }
        return masked(stored, Scheme.ARGON2ID);
    }

    private Credential masked(Credential credential, Scheme scheme) {
        byte[] salt = credential.salt();
        return new Credential(
                scheme,
                credential.memoryKib(),
                credential.passes(),
                salt,
                ScramKeys.xor(credential.storedKey(), Sha256.hmac(secret, STORED_KEY, salt)),
                ScramKeys.xor(credential.serverKey(), Sha256.hmac(secret, SERVER_KEY, salt)));
    }
}
