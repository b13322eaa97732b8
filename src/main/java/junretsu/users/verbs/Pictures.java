package junretsu.users.verbs;

import java.util.concurrent.CompletionStage;

/** Keeps pictures. Any thread may call. */
public interface Pictures {

    /**
     * Keeps a picture that the account is to have.
     *
     * @param bytes of a JPEG file
     * @return its SHA-256 in hexadecimal digits, once it is on the disk; fails with an {@link IllegalArgumentException}
     *     whose message says why it is none that is kept, or as stores do when it cannot be kept now
     */
    CompletionStage<String> keep(byte[] bytes);
}
