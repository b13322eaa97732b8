package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserBookTest {
    private final UserBook book = new UserBook(100, 2, 10);

    @Test
    void aUserIsASeededAccountOfThisLoop() {
        assertThat(book.username(3)).isEqualTo("id106");
        assertThat(book.password(3)).isEqualTo("pass106");
    }

    @Test
    void theFirstNicknameSeenIsTheOneToBeginFrom() {
        assertThat(look(0, "nick100")).isNull();
        assertThat(book.next(0)).isEqualTo(101);
        assertThat(look(0, "nick99")).contains("older");
        assertThat(look(0, "somebody")).contains("older");
        assertThat(look(0, "nick102")).contains("did not write");
        assertThat(look(1, "of any form")).isNull();
    }

    @Test
    void anAnswerToAnOlderRequestMayShowAnOlderNickname() {
        look(0, "nick0");
        int before = book.oldest(0);
        book.acknowledge(0, book.next(0));
        assertThat(book.look(0, before, "nick0")).isNull();
        assertThat(look(0, "nick0")).contains("older");
        assertThat(look(0, "nick1")).isNull();
    }

    @Test
    void aChangeInDoubtMayComeLaterButNeverBringsBackWhatWasBefore() {
        look(0, "nick0");
        book.acknowledge(0, book.next(0));
        book.doubt(0, book.next(0));
        book.acknowledge(0, book.next(0));
        assertThat(look(0, "nick1")).contains("older");
        assertThat(look(0, "nick3")).isNull();
        assertThat(look(0, "nick2")).isNull();
        book.acknowledge(0, book.next(0));
        assertThat(look(0, "nick2")).contains("older");
    }

    @Test
    void aUserIsTakenByOneClientAtATime() {
        assertThat(book.take(4)).isTrue();
        assertThat(book.take(4)).isFalse();
        book.giveBack(4);
        assertThat(book.take(4)).isTrue();
    }

    private String look(int user, String nickname) {
        return book.look(user, book.oldest(user), nickname);
    }
}
