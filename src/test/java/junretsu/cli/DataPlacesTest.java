package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.StartException;
import junretsu.service.data.FileReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPlacesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"'',WHOLE", "0,MENDED", "123456789,MENDED"})
    void aLogOfNumbersWithoutAWholeLineIsKnownWhenItIsNamed(String text, FileReport.State state) throws Exception {
        Path log = Files.writeString(folder.resolve("numbers.log"), text);

        DataPlaces place = DataPlaces.idleAt(log);
        FileReport report = new FileReport();
        place.data().verify(log, report);
        assertThat(place.data().service()).isEqualTo("numbers");
        assertThat(report.worst()).isEqualTo(state);
        assertThat(DataPlaces.at(log)).as("found in a folder").isNull();
    }

    @ParameterizedTest
    @CsvSource({"other.log,12345x", "other.log,'12345\\n'", "other.log,word", "other.txt,''"})
    void anyOtherFileIsNoData(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text.replace("\\n", "\n"));

        assertThatThrownBy(() -> DataPlaces.idleAt(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is no data of junretsu");
    }

    @Test
    void anEmptyFolderIsNoData() {
        assertThatThrownBy(() -> DataPlaces.idleAt(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is no data of junretsu");
    }
}
