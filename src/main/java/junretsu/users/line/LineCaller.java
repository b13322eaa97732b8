package junretsu.users.line;

/** The other end of a connection, as it has introduced itself so far. Of the loop's thread. */
final class LineCaller {
    private final Origin own;
    private final FrontKey key;
    private String frontNonce;
    private String backNonce;
    private boolean isFront;

    /** @param key null when anybody may speak and nobody is a front */
    LineCaller(String address, FrontKey key) {
        own = new Origin(address, "", false);
        this.key = key;
    }

    /** Returns true when its requests are handled: it is a front, or need not be one. */
    boolean maySpeak() {
        return key == null || isFront;
    }

    boolean isFront() {
        return isFront;
    }

    /** The origin of a request. An address that a front does not tell is its own. */
    Origin origin(LineFields added) {
        if (!isFront) {
            return own;
        }
        String address = added.text(AddedField.ADDRESS);
        return new Origin(address.isEmpty() ? own.address() : address, added.text(AddedField.DEVICE), true);
    }

    /** Answers a message of the introduction; null for one that is wrong, after which the connection has to end. */
    LineAnswer introduce(LineFields added) {
        if (key == null || isFront) {
            return null;
        }
        return backNonce == null ? challenge(added.text(AddedField.NONCE)) : judge(added.text(AddedField.PROOF));
    }

    private LineAnswer challenge(String nonce) {
        if (!FrontKey.isNonce(nonce)) {
            return null;
        }
        frontNonce = nonce;
        backNonce = FrontKey.nonce();
        return LineAnswer.ok(LineUser.NOBODY)
                .with(AddedField.NONCE, backNonce)
                .with(AddedField.PROOF, key.backProof(frontNonce, backNonce));
    }

    private LineAnswer judge(String proof) {
        isFront = FrontKey.isSame(key.frontProof(frontNonce, backNonce), proof);
        return isFront ? LineAnswer.ok(LineUser.NOBODY) : null;
    }
}
