package junretsu.users.limit;

/**
 * The reason why a login has to wait. Immutable.
 *
 * @param waitMs milliseconds, at least 1
 */
public record Limited(Why why, long waitMs) {
    private static final long MINUTE_MS = 60_000;
    private static final long QUARTER_MS = 15 * MINUTE_MS;

    /** The limit that was passed. */
    public enum Why {
        /** Failures of one user from one address: a few are free, the next ones make it wait for 1, 2, 4 … 60 s. */
        USER_AT_ADDRESS(5, QUARTER_MS, true),

        /** Failures from one address within a minute, of any users. */
        ADDRESS(100, MINUTE_MS, false),

        /**
         * Failures of one user in a row, from any address (NIST SP 800-63B-4, section 3.2.2); a second factor or a
         * known device lets the user pass.
         */
        USER(100, QUARTER_MS, true),

        /** Wrong codes of one user's second factor in a row, from any address, each with the right password. */
        CODE(20, QUARTER_MS, true);

        private static final long PAUSE_MS_MIN = 1_000;
        private static final long PAUSE_MS_MAX = 60_000;
        private static final int DOUBLINGS_MAX = 6;

        private final int free;
        private final long keptMs;
        private final boolean isProlonged;

        Why(int free, long keptMs, boolean isProlonged) {
            this.free = free;
            this.keptMs = keptMs;
            this.isProlonged = isProlonged;
        }

        /** Failures that make nobody wait but with the last of them. */
        public int free() {
            return free;
        }

        /** Milliseconds after which failures are forgotten. */
        public long keptMs() {
            return keptMs;
        }

        /** Returns true when that time begins anew with each failure; else it begins with the first. */
        public boolean isProlonged() {
            return isProlonged;
        }

        /**
         * The wait after failures.
         *
         * @param count of them
         * @param leftMs milliseconds until they are forgotten
         * @return null for none
         */
        public Limited after(long count, long leftMs) {
            if (count < free) {
                return null;
            }
            long waitMs = this == USER_AT_ADDRESS ? pauseMs(count - free) - (keptMs - leftMs) : leftMs;
            return waitMs <= 0 ? null : new Limited(this, waitMs);
        }

        private static long pauseMs(long doublings) {
            return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(doublings, DOUBLINGS_MAX));
        }
    }
}
