package junretsu.cli;

/** The levels of the log, with syslog's numbers (RFC 5424, 6.2.1). */
enum LogLevel {
    ERROR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6);

    private final int priority;

    LogLevel(int priority) {
        this.priority = priority;
    }

    int priority() {
        return priority;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
