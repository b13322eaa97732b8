package junretsu.cli;

/** The version of this build. */
final class Version {
    private Version() {}

    /** From the jar's manifest; {@code dev} when run from classes. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    static String line() {
        return "junretsu " + number() + " (Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")";
    }
}
