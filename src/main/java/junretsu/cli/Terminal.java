package junretsu.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that a text is made for.
 *
 * @param columns its width in characters
 * @param weighted true when headings may be bold
 */
record Terminal(int columns, boolean weighted) {
    /** A file or a pipe, and a terminal that does not tell its width. */
    static final Terminal PLAIN = new Terminal(80, false);

    private static final int COLUMNS_MIN = 40;

    /** Wider lines are hard to read. */
    private static final int COLUMNS_MAX = 110;

    private static final long STTY_LIMIT_MS = 500;

    /** Returns stdout's; without bold where NO_COLOR is set (no-color.org) or TERM is dumb. */
    static Terminal ofStdout() {
        if (!Console.isTerminal(1)) {
            return PLAIN;
        }
        String refused = System.getenv("NO_COLOR");
        boolean weighted = (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(Math.max(COLUMNS_MIN, Math.min(COLUMNS_MAX, size()[1])), weighted);
    }

    /** Returns rows and columns of the terminal that the process was started from, 24 and 80 where it does not tell. */
    static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] words = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            if (stty.waitFor(STTY_LIMIT_MS, TimeUnit.MILLISECONDS) && words.length == 2) {
                int[] size = {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
                return size[0] == 0 || size[1] == 0 ? unknown() : size;
            }
        } catch (IOException | NumberFormatException e) {
            return unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return unknown();
    }

    private static int[] unknown() {
        return new int[] {24, PLAIN.columns};
    }

    /**
     * The text in lines that fit, broken at blanks.
     *
     * @param indent column in which the text begins, and each further line of it
     */
    String folded(String text, int indent) {
        StringBuilder out = new StringBuilder();
        int used = indent;
        for (String word : text.split(" ")) {
            int blank = used > indent ? 1 : 0;
            if (blank + used + word.length() > columns && used > indent) {
                out.append('\n').append(" ".repeat(indent));
                used = indent;
                blank = 0;
            }
            out.append(blank == 0 ? "" : " ").append(word);
            used += blank + word.length();
        }
        return out.toString();
    }

    /** The text as a heading. */
    String bold(String text) {
        return weighted ? "\u001b[1m" + text + "\u001b[m" : text;
    }
}
