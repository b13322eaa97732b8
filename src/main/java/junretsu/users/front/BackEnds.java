package junretsu.users.front;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.base.Worker;
import junretsu.users.line.Accounts;
import junretsu.users.line.AnswerTaker;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.Verb;
import junretsu.users.remote.RemoteAccounts;

/**
 * Back ends over the same accounts, asked in turn. One that does not answer is left out until it answers a question
 * about its rules, which each is asked once a second. A request that changes nothing is asked again at another one when
 * the first cannot say; others are asked once, since the first may have done them.
 *
 * <p>One thread runs it as a worker, every {@link #EVERY_NANOS}; any may call {@link #handle} and {@link #problem}.
 */
final class BackEnds implements Accounts, Worker {
    static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final LineRequest QUESTION = new LineRequest(Verb.ABOUT, LineUser.NOBODY);
    private static final Origin OWN = new Origin("", "", true);

    private final List<BackEnd> all = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();

    /** One of them. Its last answer is written by the thread that hands answers over. */
    private static final class BackEnd {
        final RemoteAccounts accounts;
        volatile String refusal = LineAnswer.UNAVAILABLE;
        volatile boolean isAsked;

        BackEnd(RemoteAccounts accounts) {
            this.accounts = accounts;
        }

        boolean isUp() {
            return refusal.isEmpty() && accounts.problem() == null;
        }

        void answered(LineAnswer answer) {
            refusal = answer.err().equals(LineAnswer.BUSY) ? "" : answer.err();
            isAsked = false;
        }
    }

    /** @param accounts at least one */
    BackEnds(List<RemoteAccounts> accounts) {
        accounts.forEach(each -> all.add(new BackEnd(each)));
    }

    @Override
    public void handle(LineRequest request, Origin origin, AnswerTaker answer) {
        BackEnd first = next(null);
        first.accounts.handle(request, origin, answer.through(line -> {
            BackEnd second = isRepeatable(request.verb(), line) ? next(first) : first;
            if (second == first) {
                answer.accept(line);
            } else {
                second.accounts.handle(request, origin, answer);
            }
        }));
    }

    private static boolean isRepeatable(Verb verb, LineAnswer answer) {
        boolean isLooking = switch (verb) {
            case VALIDATE, SESSIONS, ABOUT, GET_IMAGE, TOTP_BEGIN -> true;
            default -> false;
        };
        return isLooking && answer.err().equals(LineAnswer.UNAVAILABLE);
    }

    /** The next one that is up and another than that one, else the next of all. */
    private BackEnd next(BackEnd unwanted) {
        int turn = turns.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            BackEnd each = all.get(Math.floorMod(turn + i, all.size()));
            if (each != unwanted && each.isUp()) {
                return each;
            }
        }
        return unwanted == null ? all.get(Math.floorMod(turn, all.size())) : unwanted;
    }

    /** The number of those that answer. */
    int up() {
        return (int) all.stream().filter(BackEnd::isUp).count();
    }

    int size() {
        return all.size();
    }

    /** A sentence about why nobody can be asked; null when one can. */
    String problem() {
        return up() > 0 ? null : "no back end can be asked: " + all.get(0).refusal;
    }

    @Override
    public String role() {
        return "users-back-ends";
    }

    @Override
    public int doWork() {
        for (BackEnd each : all) {
            if (!each.isAsked) {
                each.isAsked = true;
                each.accounts.handle(QUESTION, OWN, each::answered);
            }
        }
        return 0;
    }
}
