package junretsu.votes.blast;

import java.util.Arrays;
import java.util.SplittableRandom;
import junretsu.config.Units;
import junretsu.votes.VoteWire;

/**
 * The buttons that a crowd presses: a weight for each. Immutable.
 *
 * @param weights one for each of the 256 buttons, 0 or more, not all 0
 */
public record ButtonMix(int[] weights) {
    private static final int WEIGHT_MAX = 1_000_000;
    private static final String ACCEPTED =
            "a number of buttons from 1 to 256 that are pressed equally often, such as 4, or"
                    + " BUTTON:WEIGHT with commas, such as 0:70,1:30";

    /** Parses {@code 4} as buttons 0 to 3 alike and {@code 0:70,1:30} as weights. */
    public static ButtonMix parse(String text) {
        int[] weights = new int[VoteWire.BUTTONS];
        try {
            if (text.indexOf(':') < 0) {
                Arrays.fill(weights, 0, Units.integer(text, 1, VoteWire.BUTTONS), 1);
            } else {
                for (String part : text.split(",", -1)) {
                    int colon = part.indexOf(':');
                    int button = Units.integer(part.substring(0, Math.max(0, colon)), 0, VoteWire.BUTTONS - 1);
                    weights[button] = Units.integer(part.substring(colon + 1), 0, WEIGHT_MAX);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ACCEPTED, e);
        }
        if (Arrays.stream(weights).sum() == 0) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return new ButtonMix(weights);
    }

    /** Chooses a button for each byte; the same seed chooses the same. */
    public byte[] sample(int bytes, long seed) {
        int[] upTo = weights.clone();
        Arrays.parallelPrefix(upTo, Integer::sum);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] buttons = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            buttons[i] = (byte) firstAbove(upTo, random.nextInt(upTo[upTo.length - 1]));
        }
        return buttons;
    }

    private static int firstAbove(int[] upTo, int point) {
        int at = Arrays.binarySearch(upTo, point);
        int above = at >= 0 ? at + 1 : -at - 1;
        while (upTo[above] <= point) {
            above++;
        }
        return above;
    }
}
