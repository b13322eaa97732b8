package junretsu.jobs.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The callers with open jobs and those whom the scheduler still knows, by name and by the scheduler's number. Guarded
 * by {@link OpenJobs}.
 */
final class CallerAccounts {
    private final Map<String, CallerAccount> byName = new HashMap<>();
    private final List<CallerAccount> byNumber = new ArrayList<>();
    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private long bytes;

    /** The account of a name; null when there is none. */
    CallerAccount find(String name) {
        return byName.get(name);
    }

    /** The account of a name, from now on. */
    CallerAccount open(String name) {
        CallerAccount account = byName.get(name);
        if (account == null) {
            account = new CallerAccount(name);
            byName.put(name, account);
            bytes += QueueMemory.ofCaller(name);
        }
        return account;
    }

    /** The account that has a number; null when none has. */
    CallerAccount of(int number) {
        return byNumber.get(number);
    }

    /** Gives an account a number that no other has, if it has none. */
    void number(CallerAccount account) {
        if (account.number >= 0) {
            return;
        }
        Integer free = freeNumbers.poll();
        if (free == null) {
            account.number = byNumber.size();
            byNumber.add(account);
        } else {
            account.number = free;
            byNumber.set(free, account);
        }
    }

    /** Takes a number back, and forgets the account when it has no jobs. */
    void free(int number) {
        CallerAccount account = byNumber.set(number, null);
        freeNumbers.push(number);
        account.number = -1;
        account.rule = null;
        forgetIdle(account);
    }

    /** Forgets an account that has neither jobs nor a number. */
    void forgetIdle(CallerAccount account) {
        if (account.open == 0 && account.number < 0 && byName.remove(account.name, account)) {
            bytes -= QueueMemory.ofCaller(account.name);
        }
    }

    int size() {
        return byName.size();
    }

    /** The heap that they take, by {@link QueueMemory#ofCaller}. */
    long bytes() {
        return bytes;
    }
}
