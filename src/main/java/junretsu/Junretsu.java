package junretsu;

import junretsu.cli.Cli;

/** The program. */
public final class Junretsu {
    private Junretsu() {}

    /** @param args see {@code --help} */
    public static void main(String[] args) {
        System.exit(Cli.run(args));
    }
}
