package junretsu.users.verbs;

import java.util.concurrent.CompletionStage;
import junretsu.users.account.Account;

/** Keeps pictures. Any thread may call; stages fail as those of stores do when a picture cannot be kept or read now. */
public interface Pictures {

    /**
     * Keeps a picture that an account is to have in place of the one that it has.
     *
     * @param bytes of a JPEG file
     * @return the hash by which the picture is known from now on, in hexadecimal digits, once it is on the disk; fails
     *     with an {@link IllegalArgumentException} whose message says why it is none that is kept
     */
    CompletionStage<String> keep(Account account, byte[] bytes);

    /** Takes note that an account is to have no picture any more. */
    CompletionStage<Void> release(Account account);

    /**
     * The bytes of a JPEG file.
     *
     * @param hash any text
     * @return null when there is no such picture
     */
    CompletionStage<byte[]> find(String hash);
}
