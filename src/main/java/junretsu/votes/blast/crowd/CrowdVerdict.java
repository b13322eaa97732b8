package junretsu.votes.blast.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import junretsu.load.NamedCounts;

/**
 * The server's counts beside those of the crowd: of each button, what was acknowledged as counted is there, and not
 * more than was sent, unless others voted meanwhile. Others' votes for the same button can hide a vote that is
 * missing.
 *
 * @param buttons votes that the server counted, 256 cells
 * @param total by how much its total grew
 * @param rejected votes for buttons that the event does not have
 * @param missing votes acknowledged as counted that the server's counts lack, button by button
 * @param extra votes counted for a button that this crowd presses beyond those that it sent for it
 * @param others votes counted for buttons that this crowd does not press
 * @param counted votes acknowledged as counted
 * @param unsaid votes acknowledged neither as counted nor as limited: for buttons that the event does not have
 */
record CrowdVerdict(
        long[] buttons, long total, long rejected, long missing, long extra, long others, long counted, long unsaid) {
    /** The names of the counts that it compares. */
    static final List<String> COUNTS = List.of("total", "buttons", "rejected");

    /** Compares what the server counted meanwhile. */
    static CrowdVerdict of(NamedCounts now, CrowdBook book) {
        long[] buttons = new long[book.sentOf.length];
        long missing = 0;
        long extra = 0;
        long others = 0;
        for (int button = 0; button < buttons.length; button++) {
            buttons[button] = now.count("buttons." + button);
            missing += Math.max(0, book.countedOf[button] - buttons[button]);
            if (book.sentOf[button] > 0) {
                extra += Math.max(0, buttons[button] - book.sentOf[button]);
            } else {
                others += buttons[button];
            }
        }
        return new CrowdVerdict(
                buttons,
                now.count("total"),
                now.count("rejected"),
                missing,
                extra,
                others,
                book.counted,
                book.rejected);
    }

    /** The votes that the server counted for the buttons that this crowd presses. */
    long sum() {
        return LongStream.of(buttons).sum() - others;
    }

    /** Returns whether nothing is missing, so that no vote can be on the way any more. */
    boolean isComplete() {
        return missing == 0 && sum() >= counted;
    }

    /** Returns whether exactly what was acknowledged was counted. */
    boolean isEqual() {
        return isComplete() && extra == 0 && sum() == counted;
    }

    /** Sentences about counts that cannot be true; empty when there are none. */
    List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        if (total != sum() + others) {
            wrongs.add(String.format(
                    Locale.ROOT,
                    "the server contradicts itself: its total grew by %,d, its buttons together by %,d",
                    total,
                    sum() + others));
        }
        if (missing > 0) {
            wrongs.add(String.format(
                    Locale.ROOT, "%,d votes that were acknowledged are not in the server's counts", missing));
        } else if (sum() < counted) {
            wrongs.add(String.format(
                    Locale.ROOT, "%,d votes were acknowledged, and the server's counts grew by %,d", counted, sum()));
        }
        if (rejected < unsaid) {
            wrongs.add(String.format(
                    Locale.ROOT,
                    "of %,d votes that were acknowledged the server says neither that they were counted nor limited,"
                            + " and it rejected %,d",
                    unsaid,
                    rejected));
        }
        return wrongs;
    }
}
