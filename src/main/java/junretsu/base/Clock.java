package junretsu.base;

/** Time, handed in so that a test can hold it still. Implementations may be called by any thread. */
public interface Clock {
    Clock SYSTEM = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds since an arbitrary origin, never going backwards: for durations. */
    long nanoTime();

    /** Milliseconds since 1970-01-01 UTC: for what people and other machines read. */
    long epochMillis();
}
