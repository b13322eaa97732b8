package junretsu.votes.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.config.HostPort;
import junretsu.service.Ending;
import junretsu.votes.VoteCells;

/**
 * Waits for a server that is to take over, and ends this one once that one's sockets are bound. Its methods but {@link
 * #doWork} may be called by any thread.
 */
final class HandoverWatch implements Worker {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Longer than it takes the kernel to queue a datagram for which it has chosen the socket. */
    static final long UNDER_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    /** Longer than it takes one that was answered to bind its sockets. */
    private static final long BINDING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HandoverFiles files;
    private final Intake intake;
    private final Ending ending;
    /** Request that was answered last; null when there is none. */
    private HandoverFiles.Request answered;

    private volatile HandoverFiles.Request successor;

    /** @param directory of the data */
    HandoverWatch(Path directory, Intake intake, Ending ending) {
        files = new HandoverFiles(directory);
        this.intake = intake;
        this.ending = ending;
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(LOOK_NANOS);
    }

    @Override
    public String role() {
        return "handover";
    }

    @Override
    public int doWork() throws IOException {
        HandoverFiles.Request request = files.request();
        if (answered != null && !isAnswered(request)) {
            answered = null;
            intake.kernel().reclaim();
        }
        if (request != null && answered == null) {
            answer(request);
            answered = request;
        } else if (request != null && request.isBound() && successor == null) {
            successor = request;
            ending.request();
        }
        return 0;
    }

    private boolean isAnswered(HandoverFiles.Request request) {
        return request != null && answered != null && request.name().equals(answered.name());
    }

    /**
     * Looks a last time, once the worker has ended: one that was answered takes over what comes, although this server
     * ends for another reason. Waits a little for one that is about to.
     */
    void lookAgain() throws IOException {
        long deadline = System.nanoTime() + BINDING_NANOS;
        HandoverFiles.Request request = files.request();
        while (isAnswered(request) && !request.isBound() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            request = files.request();
        }
        if (successor == null && isAnswered(request) && request.isBound()) {
            successor = request;
        }
    }

    private void answer(HandoverFiles.Request request) throws IOException {
        Path place = intake.kernel().place();
        int block = intake.blockFor(request.threads());
        if (place != null && request.place() != null && !request.place().equals(place.toString())) {
            files.refuse(request, "it counts in the kernel at " + place + "; give the same --bpffs");
        } else if (block < 0) {
            files.refuse(request, "both together would have more than " + VoteCells.CROWD_BLOCK + " --threads");
        } else {
            share(request, block);
        }
    }

    private void share(HandoverFiles.Request request, int block) throws IOException {
        try {
            intake.group().share();
            files.agree(
                    request,
                    block,
                    HostPort.parse(HostPort.format(intake.group().localAddress())));
        } catch (IOException e) {
            files.refuse(request, e.getMessage());
        }
    }

    /** Returns true when another server takes what comes. */
    boolean hasSuccessor() {
        return successor != null;
    }

    /** Leaves what comes to the successor; returns when nothing is on its way to this process's sockets any more. */
    void leave() throws IOException {
        if (successor.place() != null && intake.kernel().place() != null) {
            intake.kernel().handOn();
        }
        try {
            intake.group().leave();
        } finally {
            LockSupport.parkNanos(UNDER_WAY_NANOS);
        }
    }
}
