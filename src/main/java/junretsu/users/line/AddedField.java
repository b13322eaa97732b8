package junretsu.users.line;

/** The texts beside {@code User} that the protocol's first version did not have. */
public enum AddedField {
    /** The password that takes the place of the old one. */
    NEW_PASSWORD("NewPassword"),

    /** A picture in base64 to UPDATE_IMAGE; the hash of a picture in hexadecimal digits to GET_IMAGE and in answers. */
    IMAGE("Image"),

    /** A picture in base64, in the answer to GET_IMAGE. */
    PICTURE("Picture"),

    /** A message of SCRAM, RFC 5802, section 7. */
    SCRAM("Scram"),

    /** A one-time password, or a recovery code. */
    CODE("Code"),

    /** The secret of a second factor in base32, as people type it. */
    SECRET("Secret"),

    /** The address with that secret which authenticator apps read from a QR code. */
    URI("Uri"),

    /** The new recovery codes, with spaces between them. */
    RECOVERY_CODES("RecoveryCodes"),

    /** The number of recovery codes that are left; where there is none there is no second factor. */
    RECOVERY_CODES_LEFT("RecoveryCodesLeft"),

    /** The number of one session in the answer to SESSIONS. */
    SESSION("Session"),

    /** The description of the browser that a front speaks for. */
    DEVICE("Device"),

    /** The address of the client that a front speaks for. */
    ADDRESS("Address"),

    /** The mark of a device on which the user has logged in before; in a request, perhaps empty, it asks for one. */
    KNOWN_DEVICE("KnownDevice"),

    /** The characters that a new password has at least, in the answer to ABOUT. */
    PASSWORD_MIN("PasswordMin"),

    /** {@code true} where demonstration accounts may log in, in the answer to ABOUT. */
    SEED_USERS("SeedUsers"),

    /** Random bytes in base64, by which neither end can be shown an old {@link #PROOF}. */
    NONCE("Nonce"),

    /** The proof that one knows the front key, in base64. */
    PROOF("Proof"),

    /** A sentence about what was wrong with a request, for people. */
    DETAIL("Detail"),

    /** Whole milliseconds after which the same may be tried again. */
    RETRY_AFTER_MS("RetryAfterMs");

    private final String wireName;

    AddedField(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
