package junretsu.testing;

/** Tests that have a short form for each build and a long one for {@code make soak}. */
public final class Soak {
    private static final boolean IS_ON = Boolean.getBoolean("junretsu.soak");

    private Soak() {}

    public static boolean isOn() {
        return IS_ON;
    }

    /** The one or the other number of rounds. */
    public static int rounds(int inEachBuild, int inSoak) {
        return IS_ON ? inSoak : inEachBuild;
    }
}
