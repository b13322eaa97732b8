package junretsu.users.password;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;

/**
 * The settings of passwords, with each flag, its default and its help text.
 *
 * @param cost of new credentials
 * @param threads that hash
 * @param waitMaxNanos within which a hash begins or is refused
 * @param refusalNanos after which a wrong password is answered, at the earliest
 * @param rememberNanos for which a login is remembered after its slow hash; 0 for never
 * @param rememberedMax logins at most
 * @param charactersMin of a new password
 * @param pepperFile null when there is no pepper
 * @param seedUsers true to let demonstration accounts log in
 * @param upgradesSeed true to give them a slow hash after that
 */
public record PasswordConfig(
        HashCost cost,
        int threads,
        long waitMaxNanos,
        long refusalNanos,
        long rememberNanos,
        int rememberedMax,
        int charactersMin,
        Path pepperFile,
        boolean seedUsers,
        boolean upgradesSeed) {
    private static final Choice<Boolean> ON_OFF = Choice.of("on", true).or("off", false);
    private static final int THREADS_MAX = 256;
    private static final int REMEMBERED_MAX = 100_000;
    private static final long REFUSAL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    static final Flag<Integer> HASH_MEMORY = Flag.of(
            "hash-memory",
            "SIZE",
            "19MiB",
            "memory of one argon2id hash, from 1MiB to 1GiB; 'junretsu hash' proposes it",
            PasswordConfig::parseMemory);
    static final Flag<Integer> HASH_PASSES = Flag.of(
            "hash-passes",
            "N",
            "2",
            "passes of argon2id over its memory",
            text -> Units.integer(text, 1, HashCost.PASSES_MAX));
    public static final Flag<Integer> HASH_THREADS = Flag.of(
            "hash-threads",
            "N|half",
            "half",
            "threads that hash passwords, each with its memory; half as many as there are cores",
            text -> text.equals("half") ? halfTheCores() : Units.integer(text, 1, THREADS_MAX));
    static final Flag<Long> HASH_WAIT = Flag.of(
            "hash-wait",
            "TIME",
            "1s",
            "time within which a hash begins; a login that would wait longer is answered as busy",
            Units::nanos);
    static final Flag<Long> REMEMBER_LOGINS = Flag.of(
            "remember-logins",
            "TIME|off",
            "15m",
            "how long after a slow hash the same password is right again without one",
            text -> text.equals("off") ? 0L : Units.nanos(text));
    static final Flag<Integer> PASSWORD_MIN = Flag.of(
            "password-min",
            "N",
            String.valueOf(PasswordRules.CHARACTERS_MIN_DEFAULT),
            "characters of a new password at least; 8 are enough where all have a second factor",
            text -> Units.integer(text, 1, PasswordRules.CHARACTERS_MAX));
    static final Flag<Path> PEPPER_FILE = Flag.of(
            "pepper-file",
            "FILE",
            null,
            "a secret of 16 bytes or more without which the stored passwords cannot be guessed at; never lose it",
            Path::of);
    static final Flag<Boolean> SEED_USERS =
            Flag.toggle("seed-users", "let demonstration accounts log in, whose passwords everybody knows");

    static final Flag<Boolean> UPGRADE_SEED = Flag.of(
            "upgrade-seed",
            ON_OFF.placeholder(),
            "on",
            "whether a demonstration account gets a slow hash after its first login, as others have",
            ON_OFF);

    public static final List<Flag<?>> FLAGS = List.of(
            HASH_MEMORY,
            HASH_PASSES,
            HASH_THREADS,
            HASH_WAIT,
            REMEMBER_LOGINS,
            PASSWORD_MIN,
            PEPPER_FILE,
            SEED_USERS,
            UPGRADE_SEED);

    /** @throws junretsu.config.UsageException when a value is not accepted */
    public static PasswordConfig from(Settings settings) {
        return new PasswordConfig(
                new HashCost(settings.get(HASH_MEMORY), settings.get(HASH_PASSES)),
                settings.get(HASH_THREADS),
                settings.get(HASH_WAIT),
                REFUSAL_NANOS,
                settings.get(REMEMBER_LOGINS),
                REMEMBERED_MAX,
                settings.get(PASSWORD_MIN),
                settings.get(PEPPER_FILE),
                settings.get(SEED_USERS),
                settings.get(UPGRADE_SEED));
    }

    private static int halfTheCores() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static int parseMemory(String text) {
        long kib = Units.bytes(text) / 1_024;
        if (kib < HashCost.MEMORY_KIB_MIN || kib > HashCost.MEMORY_KIB_MAX) {
            throw new IllegalArgumentException("a size from 1MiB to 1GiB, such as 19MiB");
        }
        return (int) kib;
    }
}
