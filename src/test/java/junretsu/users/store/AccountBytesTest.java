package junretsu.users.store;

import static junretsu.users.store.SampleAccounts.assertAccount;

import junretsu.users.account.Account;
import org.junit.jupiter.api.Test;

class AccountBytesTest {
    @Test
    void givesBackWhatWasWritten() {
        check(SampleAccounts.full("ann", 7));
        check(SampleAccounts.account("b.o-b_1", "%d\u200f", Long.MAX_VALUE));
        check(SampleAccounts.seeded(9_999_999));
        check(SampleAccounts.account("x".repeat(30), "\ud83d\ude00".repeat(512), 1));
    }

    private static void check(Account account) {
        assertAccount(AccountBytes.read(AccountTable.key(account.username()), AccountBytes.of(account)))
                .isEqualTo(account);
    }
}
