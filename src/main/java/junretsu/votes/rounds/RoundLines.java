package junretsu.votes.rounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import junretsu.votes.VoteTally;

/** The lines of a {@link RoundLog}, read one after another. One thread at a time. */
final class RoundLines {
    private final List<Round> rounds = new ArrayList<>();
    private final VoteTally last = new VoteTally();
    private Voting voting = Voting.OPEN;
    private String head;

    /** @param first the round without a line */
    RoundLines(Round first) {
        rounds.add(first);
    }

    /** The first line; null when there is none. */
    String head() {
        return head;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    Voting voting() {
        return voting;
    }

    /** The cells that must have been counted, since a look saw them. */
    long[] least() {
        return last.cells();
    }

    /** @throws RuntimeException when the words are none of such a line */
    void take(String[] words) {
        if (head == null) {
            require(words[0].equals("node"));
            head = String.join(" ", words);
            return;
        }
        switch (words[0]) {
            case "round" -> round(words[1], Long.parseLong(words[2]), see(words, 3));
            case "closed" -> turn(true, see(words, 2));
            case "opened" -> turn(false, see(words, 2));
            case "restored" -> restored(cells(words, 1));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void round(String name, long startedMs, VoteTally all) {
        require(rounds.stream().noneMatch(round -> round.name().equals(name)));
        VoteTally counted = voting.leaveCounted(new VoteTally().copy(all));
        rounds.add(new Round(name, startedMs, counted, all.total() - counted.total()));
    }

    private void turn(boolean isOpen, VoteTally all) {
        require(voting.isOpen() == isOpen);
        voting = voting.turn(all);
    }

    private void restored(long[] lacking) {
        require(!voting.isOpen());
        long[] votes = VoteTally.of(lacking).buttons();
        voting = voting.add(votes);
        last.subtractVotes(Arrays.stream(votes).map(count -> -count).toArray(), 0);
    }

    /** Reads the cells that a look saw, none of which is less than at the look before. */
    private VoteTally see(String[] words, int from) {
        VoteTally all = VoteTally.of(cells(words, from));
        VoteTally came = new VoteTally().copy(all).subtract(last);
        require(Arrays.stream(came.cells()).allMatch(count -> count >= 0));
        last.copy(all);
        Long.parseLong(words[from - 1]);
        return all;
    }

    private static long[] cells(String[] words, int from) {
        return Arrays.stream(words).skip(from).mapToLong(Long::parseLong).toArray();
    }

    /** Cells as a line has them, without zeros at the end. */
    static String text(long[] cells) {
        int end = cells.length;
        while (end > 0 && cells[end - 1] == 0) {
            end--;
        }
        return Arrays.stream(cells, 0, end).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static void require(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException();
        }
    }
}
