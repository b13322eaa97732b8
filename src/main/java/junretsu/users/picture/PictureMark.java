package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import junretsu.config.StartException;

/**
 * The file {@code accounts} in a directory of pictures, by which a start sees that the directory belongs to its
 * accounts: it holds the number that is kept with them, in hexadecimal digits. Else a back end that was given a
 * directory of its own would not find the pictures that others have kept.
 *
 * <p>Who proposes a number for accounts that have none writes it before into a file {@code accounts.NUMBER}. So after a
 * kill, and for all that start at the same time, the directory with the file of the number that was kept is theirs.
 */
public final class PictureMark {
    private static final String NAME = "accounts";
    private static final int NUMBER_BYTES = 32;

    private final Path directory;
    private final Path mark;
    private final AccountsNumber number;

    /** The number of the accounts. */
    @FunctionalInterface
    public interface AccountsNumber {

        /**
         * Returns the number that is kept with the accounts; null when there is none.
         *
         * @param fresh is kept when there is none yet; null to keep none
         * @throws StartException when it cannot be kept or read
         */
        byte[] keep(byte[] fresh) throws StartException;
    }

    private PictureMark(Path directory, AccountsNumber number) {
        this.directory = directory;
        mark = directory.resolve(NAME);
        this.number = number;
    }

    /**
     * Checks the directory, which is made where it is missing, and marks one that has no mark.
     *
     * @param isShared true where other back ends may have the same accounts: then a directory without a mark, which
     *     cannot be theirs, is not taken
     * @throws StartException when it is not the directory of these accounts, or cannot be read or written
     */
    public static void require(Path directory, AccountsNumber number, boolean isShared) throws StartException {
        try {
            Files.createDirectories(directory);
            new PictureMark(directory, number).require(isShared);
        } catch (IOException e) {
            throw StartException.of("cannot use the directory --pictures " + directory, e);
        }
    }

    private void require(boolean isShared) throws IOException, StartException {
        String found = read();
        byte[] known = number.keep(null);
        if (known == null && found.isEmpty()) {
            known = propose();
        }
        String kept = known == null ? "" : HexFormat.of().formatHex(known);
        if (found.isEmpty()) {
            found = take(kept, isShared);
        }
        if (!found.equals(kept)) {
            throw new StartException("the directory --pictures " + directory + " holds the pictures of other"
                    + " accounts, as " + mark + " says; give these another directory");
        }
    }

    private String read() throws IOException {
        try {
            return Files.readString(mark, US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Returns the number that is kept, this one's or another server's. */
    private byte[] propose() throws IOException, StartException {
        byte[] fresh = new byte[NUMBER_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path proposal = write(HexFormat.of().formatHex(fresh));
        byte[] kept = number.keep(fresh);
        if (!Arrays.equals(kept, fresh)) {
            Files.delete(proposal);
        }
        return kept;
    }

    private Path proposal(String hex) {
        return directory.resolve(NAME + "." + hex);
    }

    private Path write(String hex) throws IOException {
        Path proposal = proposal(hex);
        PictureDirectory.writeForced(proposal, (hex + "\n").getBytes(US_ASCII));
        PictureDirectory.forceNames(directory);
        return proposal;
    }

    /** Marks the directory if it may be. Returns its mark, which another server may have set meanwhile. */
    private String take(String kept, boolean isShared) throws IOException, StartException {
        if (!isShared && Files.notExists(proposal(kept))) {
            write(kept);
        }
        try {
            Files.move(proposal(kept), mark, StandardCopyOption.ATOMIC_MOVE);
            PictureDirectory.forceNames(directory);
        } catch (NoSuchFileException e) {
            if (read().isEmpty()) {
                throw new StartException("the directory --pictures " + directory + " is not the one that the other back"
                        + " ends of these accounts use: share that one; if it is lost for good, write " + kept
                        + " into " + mark);
            }
        }
        return read();
    }
}
