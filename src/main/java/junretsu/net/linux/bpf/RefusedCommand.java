package junretsu.net.linux.bpf;

import java.io.IOException;

/** Thrown when the kernel refuses a command of bpf(2); the message has its reason in words. */
public final class RefusedCommand extends IOException {
    // asm-generic/errno-base.h
    private static final int EBUSY = 16;
    private static final int EEXIST = 17;

    private static final long serialVersionUID = 1;

    private final int errno;

    public RefusedCommand(String sentence, int errno) {
        super(sentence);
        this.errno = errno;
    }

    /** Returns true when what it is about has such a thing already. */
    boolean isTaken() {
        return errno == EBUSY || errno == EEXIST;
    }
}
