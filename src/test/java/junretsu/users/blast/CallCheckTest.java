package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.users.account.SessionStore;
import junretsu.users.line.LineAnswer;
import org.junit.jupiter.api.Test;

class CallCheckTest {
    private final UserBook book = new UserBook(0, 1, 10);
    private final CallCheck check = new CallCheck(book, new SessionPool(), new ScramHashes(), true);

    @Test
    void aSessionThatHasMadeRoomForManyOthersIsNotLost() {
        UserSession session = new UserSession(3, "token", book.nextLogin(3));
        for (int i = 1; i < SessionStore.KEPT / 2; i++) {
            book.nextLogin(3);
        }
        assertThat(afterInvalidToken(session)).isEqualTo(Outcome.WRONG);
        book.nextLogin(3);
        assertThat(afterInvalidToken(session)).isEqualTo(Outcome.OK);
        assertThat(afterInvalidToken(new UserSession(4, "token", book.nextLogin(4))))
                .isEqualTo(Outcome.WRONG);
    }

    private Outcome afterInvalidToken(UserSession session) {
        Call call = new Call(0, Operation.VALIDATE, session.user, session, UserBook.UNKNOWN, 0, false, null);
        return check.judge(call, LineAnswer.failed(LineAnswer.INVALID_TOKEN)).outcome();
    }
}
