package junretsu.jobs.fair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules of {@link FairScheduler} by CPU time, written down as plainly as they can be: everything is looked for. */
final class NaiveScheduler {
    /** A job and the account that it is of. */
    static final class Job {
        final Account account;
        final long key;
        final int priority;
        QueuePlace place;
        double charged;

        /** Among jobs of one place and priority, the smallest goes first. */
        long order;

        Job(Account account, long key, int priority) {
            this.account = account;
            this.key = key;
            this.priority = priority;
        }

        boolean hasSeat() {
            return place == QueuePlace.SEATED;
        }
    }

    /** What a caller has. */
    static final class Account {
        final int number;
        double weight = 1;
        int runningMax = Integer.MAX_VALUE;
        double virtualTime;
        long since;
        int running;
        String place = "";
        final List<Job> jobs = new ArrayList<>();

        Account(int number) {
            this.number = number;
        }
    }

    private static final Comparator<Account> TURNS = Comparator.<Account>comparingDouble(account -> account.virtualTime)
            .thenComparing(account -> account.running > 0)
            .thenComparingLong(account -> account.since);
    private static final Comparator<Job> JOBS = Comparator.<Job>comparingInt(
                    job -> job.place == QueuePlace.SEATED ? 0 : 1)
            .thenComparingInt(job -> -job.priority)
            .thenComparing(job -> job.place)
            .thenComparingLong(job -> job.order);

    final Map<Integer, Account> accounts = new TreeMap<>();
    double virtualTime;
    int seatsFree;
    private final double slice;
    private final double debtMax;
    private double latest;
    private long clock;

    NaiveScheduler(long sliceNanos, int workers, int seats) {
        slice = sliceNanos;
        debtMax = 10.0 * sliceNanos * workers;
        seatsFree = seats;
    }

    void caller(int number, double weight, int runningMax) {
        Account account = accounts.computeIfAbsent(number, Account::new);
        account.weight = weight;
        account.runningMax = runningMax;
        if (!account.place.isEmpty()) {
            place(account);
        }
    }

    void ready(int number, long key, int priority) {
        queue(new Job(accounts.computeIfAbsent(number, Account::new), key, priority), QueuePlace.FRESH, key);
    }

    void again(int number, long key, int priority) {
        queue(new Job(accounts.computeIfAbsent(number, Account::new), key, priority), QueuePlace.BEGUN, - ++clock);
    }

    private void queue(Job job, QueuePlace place, long order) {
        job.place = place;
        job.order = order;
        job.account.jobs.add(job);
        place(job.account);
    }

    boolean remove(int number, long key) {
        for (Account account : accounts.values()) {
            for (Job job : account.jobs) {
                if (account.number == number && job.key == key) {
                    account.jobs.remove(job);
                    seatsFree += job.hasSeat() ? 1 : 0;
                    place(account);
                    return true;
                }
            }
        }
        return false;
    }

    int position(int number, long key) {
        List<Long> keys = accounts.containsKey(number)
                ? accounts.get(number).jobs.stream()
                        .sorted(JOBS)
                        .map(job -> job.key)
                        .toList()
                : List.of();
        return keys.indexOf(key);
    }

    Job next() {
        Account account = accounts.values().stream()
                .filter(each -> each.place.equals("ready") || each.place.equals("seatless") && seatsFree > 0)
                .min(TURNS)
                .orElse(null);
        if (account == null) {
            return null;
        }
        if (account.place.equals("seatless")) {
            account.virtualTime = Math.max(account.virtualTime, virtualTime);
        }
        virtualTime = Math.max(virtualTime, account.virtualTime);
        Job job = account.jobs.stream()
                .filter(each -> each.place != QueuePlace.SEATLESS || seatsFree > 0)
                .min(JOBS)
                .orElseThrow();
        if (job.place == QueuePlace.SEATLESS) {
            seatsFree--;
            job.place = QueuePlace.SEATED;
        }
        account.jobs.remove(job);
        job.charged = slice / account.weight;
        account.virtualTime += job.charged;
        account.since = ++clock;
        account.running++;
        place(account);
        return job;
    }

    void charge(Job job, long usedNanos, TurnEnd outcome) {
        Account account = job.account;
        double used = outcome == TurnEnd.LOST ? Math.max(slice, usedNanos) : usedNanos;
        double weights =
                accounts.values().stream().mapToDouble(each -> each.weight).sum();
        double shared = accounts.values().stream()
                .filter(each -> each.place.equals("ready"))
                .mapToDouble(each -> each.virtualTime + slice / 16)
                .reduce(virtualTime + used / weights, Math::min);
        virtualTime = Math.max(virtualTime, shared);
        double correction = used / account.weight - job.charged;
        account.virtualTime += correction;
        if (correction > 0) {
            account.virtualTime = Math.min(account.virtualTime, virtualTime + debtMax / account.weight);
        }
        latest = Math.max(latest, account.virtualTime);
        account.running--;
        if (outcome == TurnEnd.SUSPENDED) {
            queue(job, job.hasSeat() ? QueuePlace.SEATED : QueuePlace.BEGUN, - ++clock);
        } else if (outcome == TurnEnd.NEEDS_SEAT) {
            queue(job, QueuePlace.SEATLESS, job.key);
        } else {
            seatsFree += job.hasSeat() ? 1 : 0;
            place(account);
        }
    }

    private void place(Account account) {
        String place;
        if (account.running == 0 && account.jobs.isEmpty()) {
            place = "idle";
        } else if (account.jobs.isEmpty() || account.running >= account.runningMax) {
            place = "busy";
        } else {
            place = account.jobs.stream().allMatch(job -> job.place == QueuePlace.SEATLESS) ? "seatless" : "ready";
        }
        if (!place.equals(account.place)) {
            account.virtualTime =
                    place.equals("ready") ? Math.max(account.virtualTime, virtualTime) : account.virtualTime;
            account.since = ++clock;
            account.place = place;
        }
        if (accounts.values().stream().allMatch(each -> each.place.equals("idle"))) {
            virtualTime = Math.max(virtualTime, latest);
        }
    }

    int forgotten() {
        Account account = accounts.values().stream()
                .filter(each -> each.place.equals("idle") && each.virtualTime <= virtualTime)
                .min(TURNS)
                .orElse(null);
        if (account == null) {
            return -1;
        }
        accounts.remove(account.number);
        return account.number;
    }
}
