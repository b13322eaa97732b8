package junretsu.users.account;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.users.account.Nickname.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NicknameTest {
    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "50%d off",
                "O'Brien \"the\" <b>",
                "'; drop table users; --",
                "مرحبا بالعالم",
                "שלום",
                "山田太郎",
                "नमस्ते",
                " a ",
                "\\u0000",
                "می\u200cخواهم",
                "❤\ufe0f"
            })
    void textOfAnyLanguageIsKeptAsItIs(String text) {
        assertThat(Nickname.problem(text)).isNull();
        assertThat(Nickname.normalized(text)).isEqualTo(text);
    }

    @Test
    void charactersAreCountedAsPeopleSeeThem() {
        assertThat(Nickname.problem("x".repeat(30))).isNull();
        assertThat(Nickname.problem("x".repeat(31))).isEqualTo(Problem.TOO_LONG);
        assertThat(Nickname.problem("e\u0301".repeat(30))).isNull();
        assertThat(Nickname.problem("e\u0301".repeat(31))).isEqualTo(Problem.TOO_LONG);
        assertThat(Nickname.problem("\ud83d\ude00".repeat(30))).isNull();
        assertThat(Nickname.problem(FAMILY.repeat(17))).isNull();
        assertThat(Nickname.problem("\ud83c\uddef\ud83c\uddf5".repeat(30))).isNull();
        assertThat(Nickname.problem("\ud83c\uddef\ud83c\uddf5".repeat(31))).isEqualTo(Problem.TOO_LONG);
    }

    @Test
    void marksCannotBePiledUpWithoutEnd() {
        assertThat(Nickname.problem("a" + "\u0335".repeat(119))).isNull();
        assertThat(Nickname.problem("a" + "\u0335".repeat(120))).isEqualTo(Problem.TOO_LONG);
        assertThat(Nickname.problem("a".repeat(1_000_000))).isEqualTo(Problem.TOO_LONG);
    }

    @Test
    void combiningMarksAreComposed() {
        assertThat(Nickname.normalized("Zoe\u0308")).isEqualTo("Zo\u00eb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\0",
                "a\nb",
                "a\tb",
                "\u0007a",
                "\u007f",
                "a\u0085",
                "\u202egnp.exe",
                "a\u2066b",
                "\u200fa",
                "\u061ca",
                "a\u2028b"
            })
    void controlAndDirectionCharactersAreRefused(String text) {
        assertThat(Nickname.problem(text)).isEqualTo(Problem.CONTROL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000\u00a0", "\u200b", "\u200d\u2060\ufeff", "\u3164"})
    void aNameThatNobodyCanSeeIsRefused(String text) {
        assertThat(Nickname.problem(text)).isEqualTo(Problem.EMPTY);
    }

    @Test
    void halfOfACharacterIsRefused() {
        assertThat(Nickname.problem("a\ud83d")).isEqualTo(Problem.NOT_TEXT);
        assertThat(Nickname.problem("\ude00\ud83d")).isEqualTo(Problem.NOT_TEXT);
        assertThat(Nickname.problem("a\uffff")).isEqualTo(Problem.NOT_TEXT);
        assertThat(Nickname.problem("\ud83f\udffe")).isEqualTo(Problem.NOT_TEXT);
        assertThat(Nickname.problem("\ufdd0")).isEqualTo(Problem.NOT_TEXT);
    }
}
