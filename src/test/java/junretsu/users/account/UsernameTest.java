package junretsu.users.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {
    @Test
    void upperCaseIsFolded() {
        assertThat(Username.fold("ALICE")).isEqualTo("alice");
        assertThat(Username.fold("Id10.A_b-C")).isEqualTo("id10.a_b-c");
        assertThat(Username.fold("AZ")).isEqualTo("az");
    }

    @Test
    void aFoldedNameStaysAsItIs() {
        String name = "id9999999";
        assertThat(Username.fold(name)).isSameAs(name);
        assertThat(Username.fold("a".repeat(30))).hasSize(30);
    }

    /** The last two are the Kelvin sign and a dotted I, whose lower case is ASCII or begins with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "alice ",
                " alice",
                "al ice",
                "alice\0",
                "alice\n",
                "a'--",
                "\"alice\"",
                "50%d",
                "аlice",
                "álice",
                "a@b",
                "a/b",
                "a[",
                "a`",
                "a{",
                "\u212a",
                "\u0130"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThat(Username.fold(text)).isNull();
    }

    @Test
    void aNameOf31CharactersIsRefused() {
        assertThat(Username.fold("a".repeat(31))).isNull();
    }
}
