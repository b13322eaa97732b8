package junretsu.users.store;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;
import junretsu.users.account.SecondFactor;
import org.assertj.core.api.RecursiveComparisonAssert;

/** Accounts for tests, and the answers of stages. */
public final class SampleAccounts {
    private SampleAccounts() {}

    public static Account account(String username, String nickname, long version) {
        Credential credential =
                new Credential(Scheme.ARGON2ID, 19_456, 2, filled(16, version), filled(32, 7), filled(32, 9));
        return new Account(username, nickname, "", credential, null, version, 1_700_000_000_000L);
    }

    /** One in which nothing is empty. */
    public static Account full(String username, long version) {
        Credential credential = new Credential(Scheme.SEED, 0, 0, filled(16, 1), filled(32, 2), filled(32, -3));
        SecondFactor factor = new SecondFactor(filled(20, 5), 57_000_000L, List.of(filled(32, 6), filled(32, -1)));
        return new Account(username, "Ünï 道 👩‍👩‍👧", "ab".repeat(32), credential, factor, version, 1L);
    }

    public static Account seeded(long number) {
        Credential credential =
                new Credential(Scheme.SEED, 0, 0, filled(16, number), filled(32, number), filled(32, 1));
        return new Account("id" + number, "nick" + number % 10_000, "", credential, null, 1, 1_700_000_000_000L);
    }

    static byte[] filled(int length, long value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Compares by value, arrays too. */
    public static RecursiveComparisonAssert<?> assertAccount(Account account) {
        return org.assertj.core.api.Assertions.assertThat(account).usingRecursiveComparison();
    }
}
