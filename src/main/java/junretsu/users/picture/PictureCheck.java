package junretsu.users.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import junretsu.base.Sha256;
import junretsu.config.IoReason;
import junretsu.service.data.FileReport;
import junretsu.users.account.Account;

/** The pictures that accounts name: each is there, and its bytes have the hash that is its name. One thread. */
public final class PictureCheck {
    /** Pictures that are told of one by one. */
    private static final int TOLD_MAX = 20;

    private final Path directory;
    private final FileReport wrong = new FileReport();
    private long named;
    private long wrongOnes;

    /** @param directory of the pictures; may be missing, as where {@code --pictures} names another */
    public PictureCheck(Path directory) {
        this.directory = directory;
    }

    /** Checks the picture of an account, if it has one. */
    public void take(Account account) {
        if (account.picture().isEmpty()) {
            return;
        }
        named++;
        if (!Files.isDirectory(directory)) {
            return;
        }
        Path file = PictureDirectory.file(directory, account.picture());
        String fault = fault(file, account.picture());
        if (fault != null && ++wrongOnes <= TOLD_MAX) {
            wrong.damaged(file, -1, "the picture of " + account.username() + " " + fault);
        }
    }

    /** Returns null when it is whole. */
    private static String fault(Path file, String hash) {
        try {
            byte[] found = Sha256.hash(Files.readAllBytes(file));
            return HexFormat.of().formatHex(found).equals(hash) ? null : "is damaged: its SHA-256 is not its name";
        } catch (NoSuchFileException e) {
            return "is missing";
        } catch (IOException e) {
            return "cannot be read: " + IoReason.of(e);
        }
    }

    /** Tells of the pictures that are missing or damaged, or that all are whole, or that they were not checked. */
    public void report(FileReport report) {
        wrong.entries().forEach(entry -> report.damaged(entry.file(), entry.at(), entry.sentence()));
        if (wrongOnes > TOLD_MAX) {
            report.damaged(directory, -1, String.format(Locale.ROOT, "%,d more like these", wrongOnes - TOLD_MAX));
        } else if (named > 0 && !Files.isDirectory(directory)) {
            String elsewhere = String.format(
                    Locale.ROOT,
                    "it is not here, and the pictures of %,d accounts are not checked: --pictures names another"
                            + " directory, or they are lost",
                    named);
            report.whole(directory, elsewhere);
        } else if (named > 0 && wrongOnes == 0) {
            report.whole(directory, String.format(Locale.ROOT, "%,d pictures, each is whole", named));
        }
    }
}
