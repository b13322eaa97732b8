package junretsu.users.store;

import static junretsu.users.store.SampleAccounts.account;
import static junretsu.users.store.SampleAccounts.assertAccount;
import static junretsu.users.store.SampleAccounts.get;
import static junretsu.users.store.SampleAccounts.seeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import junretsu.config.UsageException;
import junretsu.users.account.UserStore;
import org.junit.jupiter.api.Test;

/** The promises of seeding, whatever the store. */
public abstract class SeedContract {
    private static final long TOTAL = 25_000;

    protected abstract UserStore store() throws Exception;

    protected abstract SeedTarget target() throws Exception;

    private List<Long> seed(long total, boolean besideOthers) throws Exception {
        List<Long> progress = new ArrayList<>();
        try (SeedTarget target = target()) {
            new UserSeeder(target, SampleAccounts::seeded, total).seed(besideOthers, progress::add);
        }
        return progress;
    }

    @Test
    void everyNumberHasItsAccount() throws Exception {
        assertThat(seed(TOTAL, false)).containsExactly(0L, 10_000L, 20_000L, TOTAL);
        for (long number : new long[] {0, 1, 9, 10, 9_999, 10_000, TOTAL - 1}) {
            assertAccount(get(store().find("id" + number))).isEqualTo(seeded(number));
        }
        assertThat(get(store().find("id" + TOTAL))).isNull();
    }

    @Test
    void aSecondSeedingChangesNothing() throws Exception {
        seed(12_000, false);
        get(store().replace(account("id7", "changed", 2)));
        assertThat(seed(12_000, false)).containsExactly(12_000L);
        assertThat(seed(TOTAL, false)).endsWith(TOTAL);
        assertThat(get(store().find("id7")).nickname()).isEqualTo("changed");
        assertAccount(get(store().find("id" + (TOTAL - 1)))).isEqualTo(seeded(TOTAL - 1));
    }

    @Test
    void anInterruptedSeedingGoesOnWhereItWas() throws Exception {
        try (SeedTarget target = target()) {
            UserSeeder seeder = new UserSeeder(target, SampleAccounts::seeded, TOTAL);
            assertThatThrownBy(() -> seeder.seed(false, SeedContract::stopAtTwentyThousand))
                    .hasMessage("stopped");
        }
        assertThat(seed(TOTAL, false)).containsExactly(20_000L, TOTAL);
        for (long number = 0; number < TOTAL; number += 997) {
            assertAccount(get(store().find("id" + number))).isEqualTo(seeded(number));
        }
    }

    private static void stopAtTwentyThousand(long done) {
        if (done == 20_000) {
            throw new IllegalStateException("stopped");
        }
    }

    @Test
    void aStoreWithOtherUsersIsTakenOnlyWhereThatIsAskedFor() throws Exception {
        get(store().add(account("id5", "a person", 1)));
        assertThatThrownBy(() -> seed(100, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--beside-others");
        seed(100, true);
        assertThat(get(store().find("id5")).nickname()).isEqualTo("a person");
        assertAccount(get(store().find("id99"))).isEqualTo(seeded(99));
    }
}
