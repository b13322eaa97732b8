package junretsu.users.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import junretsu.base.Sha256;
import junretsu.service.data.FileReport;
import junretsu.users.account.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCheckTest {
    @TempDir
    Path pictures;

    private String keep(String bytes) throws Exception {
        String hash = HexFormat.of().formatHex(Sha256.hash(bytes.getBytes()));
        Path file = PictureDirectory.file(pictures, hash);
        Files.createDirectories(file.getParent());
        Files.writeString(file, bytes);
        return hash;
    }

    private static FileReport report(Path directory, String... hashes) {
        PictureCheck check = new PictureCheck(directory);
        for (String hash : hashes) {
            check.take(new Account("anna", "Anna", hash, null, null, 1, 0));
        }
        FileReport report = new FileReport();
        check.report(report);
        return report;
    }

    @Test
    void picturesThatAreThereAndWholeAreToldInOneLine() throws Exception {
        FileReport report = report(pictures, keep("one"), keep("two"), "");
        assertThat(report.worst()).isEqualTo(FileReport.State.WHOLE);
        assertThat(report.entries())
                .extracting(FileReport.Entry::sentence)
                .containsExactly("2 pictures, each is whole");
    }

    @Test
    void aMissingAndADamagedOneAreToldByName() throws Exception {
        String damaged = keep("one");
        String missing = keep("two");
        Files.writeString(PictureDirectory.file(pictures, damaged), "onf");
        Files.delete(PictureDirectory.file(pictures, missing));
        FileReport report = report(pictures, damaged, missing, keep("three"));
        assertThat(report.worst()).isEqualTo(FileReport.State.DAMAGED);
        assertThat(report.entries())
                .extracting(FileReport.Entry::sentence)
                .containsExactly(
                        "the picture of anna is damaged: its SHA-256 is not its name",
                        "the picture of anna is missing");
    }

    @Test
    void withoutTheDirectoryItIsSaidThatNoneWasChecked() {
        Path none = pictures.resolve("none");
        assertThat(report(none, "ab".repeat(32)).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence()).contains("1 accounts are not checked"));
        assertThat(report(none, "").entries()).isEmpty();
    }
}
