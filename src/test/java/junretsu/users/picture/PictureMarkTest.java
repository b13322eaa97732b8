package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureMarkTest {
    @TempDir
    Path directory;

    private byte[] kept;

    private byte[] keep(byte[] fresh) {
        kept = kept == null ? fresh : kept;
        return kept;
    }

    private void require(Path pictures, boolean isShared) throws StartException {
        PictureMark.require(pictures, this::keep, isShared);
    }

    private static void assertRefused(Path pictures, PictureMark.AccountsNumber number, String why) {
        assertThatThrownBy(() -> PictureMark.require(pictures, number, true))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(why);
    }

    @Test
    void backEndsThatShareTheDirectoryStartAgainAndAgain() throws Exception {
        Path shared = directory.resolve("pictures");
        require(shared, true);
        require(shared, true);
        assertThat(Files.readString(shared.resolve("accounts"), US_ASCII))
                .isEqualTo(HexFormat.of().formatHex(kept) + "\n");
        assertThat(shared.toFile().list()).containsExactly("accounts");
    }

    @Test
    void ofTwoThatStartFirstAtTheSameTimeBothTakeTheSharedDirectory() throws Exception {
        PictureMark.AccountsNumber first = fresh -> {
            byte[] number = keep(fresh);
            if (fresh != null) {
                require(directory, true);
            }
            return number;
        };
        PictureMark.require(directory, first, true);
        assertThat(directory.toFile().list()).containsExactly("accounts");
    }

    @Test
    void aDirectoryWhoseServerWasKilledBeforeItHadItsMarkIsTakenByTheNextStart() throws Exception {
        PictureMark.AccountsNumber killed = fresh -> {
            if (fresh != null) {
                kept = fresh;
                throw new StartException("killed");
            }
            return null;
        };
        assertRefused(directory, killed, "killed");
        assertThat(directory.resolve("accounts")).doesNotExist();
        require(directory, true);
        assertThat(directory.toFile().list()).containsExactly("accounts");
    }

    @Test
    void aBackEndWithADirectoryOfItsOwnDoesNotStart() throws Exception {
        require(directory.resolve("one"), true);
        assertRefused(directory.resolve("other"), this::keep, "share that one");
        assertRefused(directory.resolve("other"), this::keep, HexFormat.of().formatHex(kept));
        Path late = directory.resolve("late");
        byte[] first = kept;
        assertRefused(late, fresh -> fresh == null ? null : first, "share that one");
        assertThat(late.toFile().list()).isEmpty();
    }

    @Test
    void aDirectoryOfOtherAccountsIsNotTakenAndGivesNewOnesNoNumber() throws Exception {
        require(directory, false);
        kept = null;
        assertRefused(directory, this::keep, "other accounts");
        assertThat(kept).isNull();
    }

    @Test
    void accountsOfOneProcessMayLoseTheirDirectory() throws Exception {
        kept = new byte[] {1, 2, 3};
        require(directory, false);
        assertThat(Files.readString(directory.resolve("accounts"))).isEqualTo("010203\n");
    }
}
