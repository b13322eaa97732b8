package junretsu.jobs.local;

/** Wakes a thread that waits for work, once there is one. Any thread may call. */
final class Wake {
    private volatile Runnable wake = () -> {};

    void set(Runnable waker) {
        wake = waker;
    }

    void run() {
        wake.run();
    }
}
