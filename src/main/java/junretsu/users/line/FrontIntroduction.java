package junretsu.users.line;

import java.io.IOException;

/** The front's side of {@link FrontKey}'s introduction, on one connection. One thread. */
public final class FrontIntroduction {
    private final FrontKey key;
    private final String nonce = FrontKey.nonce();
    private boolean isProved;

    public FrontIntroduction(FrontKey key) {
        this.key = key;
    }

    /** The first request of the connection. */
    public LineRequest first() {
        return new LineRequest(Verb.FRONT, LineUser.NOBODY, LineFields.NONE.with(AddedField.NONCE, nonce));
    }

    /**
     * The next request, after the answer to the one before.
     *
     * @return null when the back end has accepted the front
     * @throws IOException when it has not, or does not know the key itself; its message is a sentence
     */
    public LineRequest next(LineAnswer answer) throws IOException {
        if (!answer.success()) {
            throw new IOException("the back end does not accept this front: " + answer.err());
        }
        if (isProved) {
            return null;
        }
        String backNonce = answer.added().text(AddedField.NONCE);
        if (!FrontKey.isNonce(backNonce)
                || !FrontKey.isSame(
                        key.backProof(nonce, backNonce), answer.added().text(AddedField.PROOF))) {
            throw new IOException("the back end does not know the front key");
        }
        isProved = true;
        return new LineRequest(
                Verb.FRONT, LineUser.NOBODY, LineFields.NONE.with(AddedField.PROOF, key.frontProof(nonce, backNonce)));
    }
}
