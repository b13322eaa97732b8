package junretsu.users.verbs;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import junretsu.users.limit.Limited.Why;
import junretsu.users.line.LineAnswer;
import junretsu.users.password.Verdict;

/** The logins so far, by the way that proved the password and by result. Any thread may count and read. */
public final class LoginCounts {
    private final Map<Way, Map<Result, LongAdder>> logins = new EnumMap<>(Way.class);
    private final Map<Why, LongAdder> limited = adders(Why.class);

    /** The proof of the password. */
    public enum Way {
        /** By a slow hash just computed. */
        FRESH,
        /** As it was at a login of the last minutes. */
        REMEMBERED,
        /** A demonstration account's. */
        SEEDED,
        /** By a slow hash that the client has computed. */
        SCRAM,
        /** A password was sent, and not found right. */
        NONE;

        static Way of(Verdict verdict) {
            return switch (verdict) {
                case FRESH -> FRESH;
                case REMEMBERED -> REMEMBERED;
                case SEEDED -> SEEDED;
                case WRONG, BUSY -> NONE;
            };
        }
    }

    /** The end of a login that did not have to wait. */
    public enum Result {
        OK,
        /** A wrong password, proof or code. */
        WRONG,
        /** A code of the second factor was missing. */
        CODE_REQUIRED,
        BUSY,
        /** A store was away, or the server at fault. */
        FAILED;

        static Result of(LineAnswer answer) {
            if (answer == null) {
                return FAILED;
            }
            return switch (answer.err()) {
                case "" -> OK;
                case LineAnswer.INVALID_PASSWORD -> WRONG;
                case LineAnswer.CODE_REQUIRED -> CODE_REQUIRED;
                case LineAnswer.BUSY -> BUSY;
                default -> FAILED;
            };
        }
    }

    LoginCounts() {
        for (Way way : Way.values()) {
            logins.put(way, adders(Result.class));
        }
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> keys) {
        Map<E, LongAdder> adders = new EnumMap<>(keys);
        for (E key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    /** Counts a login when it ends. */
    CompletionStage<LineAnswer> counted(Way way, CompletionStage<LineAnswer> login) {
        return login.whenComplete(
                (answer, failure) -> logins.get(way).get(Result.of(answer)).increment());
    }

    void limited(Why why) {
        limited.get(why).increment();
    }

    /** Logins of one way and result. */
    public long sum(Way way, Result result) {
        return logins.get(way).get(result).sum();
    }

    /** Logins that were not tried. */
    public long sum(Why why) {
        return limited.get(why).sum();
    }
}
