package junretsu.users.blast;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import junretsu.load.TimeLine;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;
import junretsu.users.line.Verb;

/** The operations of a loop, or of all together, by their outcome. Not thread-safe. */
final class LoadCounts {
    private static final int EXAMPLES_MAX = 5;

    /** Operations that were answered right. */
    final TimeLine line = new TimeLine();

    final ErrorReasons refusals = new ErrorReasons();
    final ErrorReasons failures = new ErrorReasons();
    final ErrorReasons wrongs = new ErrorReasons();

    /** Connections that were opened anew, or could not be, by reason. */
    final ErrorReasons reconnects = new ErrorReasons();

    final List<String> wrongExamples = new ArrayList<>();
    private final Map<Operation, OperationCounts> operations = new EnumMap<>(Operation.class);
    private final Map<Verb, LineCounts> lines = new EnumMap<>(Verb.class);

    /** Slow hashes that this generator computed for SCRAM. */
    long hashesComputed;

    /** Wrong answers that are no measured operation's: nothing had asked for them, or they came before. */
    long strayed;

    /** Operations that were asked for and found no server to the end; they are not among those sent. */
    long unsent;

    /** Nanoseconds from the start to the last answer. */
    long lastAnswerNanos;

    /** The operations of one kind. */
    static final class OperationCounts {
        /** Of those that were answered right. */
        final LogHistogram times = new LogHistogram();

        final long[] byOutcome = new long[Outcome.values().length];
        long sent;

        long of(Outcome outcome) {
            return byOutcome[outcome.ordinal()];
        }
    }

    /** The lines of one verb, as the server counts them. */
    static final class LineCounts {
        long succeeded;
        long failed;

        /** Sent, and not known to be answered. */
        long unanswered;
    }

    LoadCounts() {
        for (Operation operation : Operation.values()) {
            operations.put(operation, new OperationCounts());
        }
        for (Verb verb : Verb.values()) {
            lines.put(verb, new LineCounts());
        }
    }

    OperationCounts of(Operation operation) {
        return operations.get(operation);
    }

    LineCounts of(Verb verb) {
        return lines.get(verb);
    }

    /** The sum over all operations. */
    long sum(Outcome outcome) {
        long sum = 0;
        for (OperationCounts counts : operations.values()) {
            sum += counts.of(outcome);
        }
        return sum;
    }

    /** All operations sent. */
    long sent() {
        long sum = 0;
        for (OperationCounts counts : operations.values()) {
            sum += counts.sent;
        }
        return sum;
    }

    /** Counts the end of an operation. @param elapsedNanos since the start of the load */
    void ended(Operation operation, Outcome outcome, String reason, String example, long elapsedNanos, long tookNanos) {
        OperationCounts counts = operations.get(operation);
        counts.byOutcome[outcome.ordinal()]++;
        switch (outcome) {
            case OK -> {
                counts.times.record(tookNanos);
                line.record(Math.max(0, elapsedNanos), 1, tookNanos);
                lastAnswerNanos = elapsedNanos;
            }
            case REFUSED -> refusals.add(operation.word() + ": " + reason, "");
            case FAILED -> failures.add(operation.word() + ": " + reason, "");
            default -> {
                wrongs.add(operation.word() + ": " + reason, "");
                addExample(operation.word() + " got " + reason + ": " + example);
            }
        }
    }

    /** Counts an answer that nothing had asked for. */
    void strayed(String reason, String example) {
        strayed++;
        wrongs.add(reason, "");
        addExample(reason + ": " + example);
    }

    /** Counts what was wrong before the measured time, and nothing else. */
    void addWrongOf(LoadCounts before) {
        strayed += before.wrong();
        wrongs.add(before.wrongs);
        before.wrongExamples.forEach(this::addExample);
    }

    /** All that the server has said that cannot be true. */
    long wrong() {
        return sum(Outcome.WRONG) + strayed;
    }

    void add(LoadCounts other) {
        line.add(other.line);
        refusals.add(other.refusals);
        failures.add(other.failures);
        wrongs.add(other.wrongs);
        reconnects.add(other.reconnects);
        other.wrongExamples.forEach(this::addExample);
        other.operations.forEach((operation, counts) -> {
            OperationCounts sum = operations.get(operation);
            sum.times.add(counts.times);
            sum.sent += counts.sent;
            for (Outcome outcome : Outcome.values()) {
                sum.byOutcome[outcome.ordinal()] += counts.of(outcome);
            }
        });
        other.lines.forEach((verb, counts) -> {
            LineCounts sum = lines.get(verb);
            sum.succeeded += counts.succeeded;
            sum.failed += counts.failed;
            sum.unanswered += counts.unanswered;
        });
        strayed += other.strayed;
        hashesComputed += other.hashesComputed;
        unsent += other.unsent;
        lastAnswerNanos = Math.max(lastAnswerNanos, other.lastAnswerNanos);
    }

    boolean isSumRight() {
        return operations.values().stream().allMatch(counts -> {
            long sum = 0;
            for (long count : counts.byOutcome) {
                sum += count;
            }
            return sum == counts.sent;
        });
    }

    private void addExample(String example) {
        if (wrongExamples.size() < EXAMPLES_MAX) {
            wrongExamples.add(example);
        }
    }
}
