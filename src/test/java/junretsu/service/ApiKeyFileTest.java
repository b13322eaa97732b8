package junretsu.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.Flag;
import junretsu.config.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFileTest {
    private static final Flag<Path> FLAG = Flag.of("keys", "FILE", null, "", Path::of);

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(said::add, new ManualClock());

    private ApiKeyFile<Integer> open(String text) throws Exception {
        return ApiKeyFile.open(FLAG, write(text), ApiKeyFileTest::number, errors);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("keys"), text);
    }

    private static Integer number(List<String> words) {
        if (words.size() != 1 || !words.get(0).matches("\\d")) {
            throw new IllegalArgumentException("a digit");
        }
        return Integer.valueOf(words.get(0));
    }

    private static void look(ApiKeyFile<?> file) {
        file.doWork();
        file.doWork();
    }

    @Test
    void aKeyHasTheRightsOfAllItsLines() throws Exception {
        ApiKeys<Integer> keys = open("# whose\n\n  key-of-one-12\t1\nkey-of-two-12  2 \nkey-of-one-12 3\n")
                .now();
        assertThat(keys.of("key-of-one-12")).containsExactly(1, 3);
        assertThat(keys.of("key-of-two-12")).containsExactly(2);
        assertThat(keys.of("key-of-two-1")).isEmpty();
        assertThat(keys.of(null)).isEmpty();
        assertThat(keys.all()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void aWrongLineIsNamedWithWhatIsExpected() {
        assertThatThrownBy(() -> open("key-of-one-12 1\nshort 1\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot read --keys: ")
                .hasMessageEndingWith("keys, line 2: a key of 12 characters or more was expected");
        assertThatThrownBy(() -> open("key-of-one-12 one\n"))
                .hasMessageEndingWith("keys, line 1: behind the key, a digit was expected");
    }

    @Test
    void aFileThatIsNotThereIsNamedAndSoIsItsFlag() {
        Path missing = directory.resolve("nowhere");
        assertThatThrownBy(() -> ApiKeyFile.open(FLAG, missing, ApiKeyFileTest::number, errors))
                .isInstanceOf(StartException.class)
                .hasMessage("cannot read --keys: " + missing + ": no such file or directory");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path latin = Files.write(directory.resolve("latin"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> ApiKeys.read(latin, ApiKeyFileTest::number))
                .hasMessageEndingWith("latin is not UTF-8");
    }

    @Test
    void aChangedFileIsReadAgainAndAWrongOneChangesNothing() throws Exception {
        ApiKeyFile<Integer> file = open("key-of-one-12 1\n");
        look(file);
        assertThat(said).isEmpty();

        write("key-of-two-12 22\n");
        look(file);
        assertThat(file.now().of("key-of-one-12")).containsExactly(1);
        assertThat(said).singleElement().asString().startsWith("the keys that were read last are still used: ");

        write("key-of-two-12 2\n");
        look(file);
        assertThat(file.now().of("key-of-one-12")).isEmpty();
        assertThat(file.now().of("key-of-two-12")).containsExactly(2);
        assertThat(said).last().asString().startsWith("the keys of ").endsWith(" were read again");
    }

    @Test
    void withoutAFileThereAreNoKeys() throws Exception {
        ApiKeyFile<Integer> none = ApiKeyFile.open(FLAG, null, ApiKeyFileTest::number, errors);
        look(none);
        assertThat(none.now()).isNull();
        assertThat(none.refusal(null)).isNull();
    }
}
