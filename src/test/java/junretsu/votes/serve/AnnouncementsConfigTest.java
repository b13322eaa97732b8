package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;
import junretsu.votes.stage.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementsConfigTest {

    @Test
    void takesATextWithOrWithoutAColourForEachButton() {
        assertThat(labels("0=Red:#e33, 1=Blue:navy,2=12:30,3=a=b:#ABCDEF,255=<b>", 256))
                .isEqualTo(Map.of(
                        0, new Label("Red", "#e33"),
                        1, new Label("Blue", "navy"),
                        2, new Label("12:30", null),
                        3, new Label("a=b", "#ABCDEF"),
                        255, new Label("<b>", null)));
        assertThat(AnnouncementsConfig.from(new Settings(Map.of()), 4, null).labels())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0=A,0=B       | is not accepted; give each button one label; 0 has two",
                "0=Red:#zzz    | is not accepted; give a colour of three or six hexadecimal digits or by name",
                "0=Red:#12345  | is not accepted; give a colour of three or six hexadecimal digits or by name",
                "0=Red, White  | a text without a comma",
                "0=Red,        | a text without a comma",
                "256=A         | a button from 0 to 255",
                "A             | a button from 0 to 255",
                "0=            | a button from 0 to 255",
            })
    void refusesWhatWouldNotBeShownAsItIsMeant(String text, String sentence) {
        assertThatThrownBy(() -> labels(text, 256))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--labels: '" + text + "' is not accepted; ")
                .hasMessageContaining(sentence);
    }

    @Test
    void takesOnlyTextsThatAStageCanHave() {
        assertThat(labels("0= Red :#e33,1=" + "x".repeat(200), 2))
                .containsEntry(0, new Label("Red", "#e33"))
                .hasSize(2);
        for (String bad : List.of("0=a\tb", "0=a\nb", "0= :#e33", "0=" + "x".repeat(201))) {
            assertThatThrownBy(() -> labels(bad, 2))
                    .isInstanceOf(UsageException.class)
                    .hasMessageEndingWith(
                            "a text of 1 to 200 characters, without tabs and line breaks, for each button");
        }
    }

    @Test
    void refusesALabelForAButtonThatTheEventDoesNotHave() {
        assertThatThrownBy(() -> labels("0=A,2=B", 2))
                .isInstanceOf(UsageException.class)
                .hasMessage("--labels: there is no button 2 with --buttons 2; label those from 0 to 1");
    }

    private static Map<Integer, Label> labels(String text, int buttons) {
        return AnnouncementsConfig.from(
                        new Settings(Map.of("labels", new Setting(List.of(text), "flag"))), buttons, null)
                .labels();
    }
}
