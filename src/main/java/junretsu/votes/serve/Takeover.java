package junretsu.votes.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.Opened;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.net.CountingEngine;
import junretsu.net.DatagramEngine;
import junretsu.service.Workers;
import junretsu.tally.CounterFile;
import junretsu.tally.DataDirectory;
import junretsu.votes.VoteCells;

/**
 * The start of a server beside one of the same data directory, which ends then. Both count for a moment, each into
 * blocks of its own of one counter file, so no vote is missed and none is counted twice:
 *
 * <pre>
 *   this one     asks .. binds, counts ..... waits ........................ opens the other files, answers
 *   before it    counts ................ leaves the address, reads what is queued, closes its books, ends
 * </pre>
 *
 * For one thread.
 */
final class Takeover implements Closeable {
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long REMARK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CounterFile counters;
    private final HandoverFiles.Standing request;
    private final Intake intake;
    private final long before;
    private boolean isOwner;

    private Takeover(CounterFile counters, HandoverFiles.Standing request, Intake intake, long before) {
        this.counters = counters;
        this.request = request;
        this.intake = intake;
        this.before = before;
    }

    /**
     * Begins to count beside the server of the data directory.
     *
     * @param workers gets the receivers, which run when this returns
     * @return null when there is no server
     * @throws StartException with the reason for which it does not hand over, which goes on then
     */
    static Takeover begin(VotesConfig config, DatagramEngine engine, Workers workers, DistinctErrors errors)
            throws StartException {
        Path directory = config.server().data();
        try (Opened opened = new Opened()) {
            if (!CounterFile.isInUse(directory)) {
                errors.announce("--handover: no server runs with the data directory " + directory
                        + ", so this is a start like any other");
                return null;
            }
            CounterFile counters = opened.add(CounterFile.join(
                    directory, VoteCells.LAYOUT, config.server().event()));
            KernelVotes kernel = new KernelVotes(directory, counters, config.buttons(), errors);
            Path place = engine instanceof CountingEngine counting ? counting.place(counters.nodeId()) : null;
            HandoverFiles files = new HandoverFiles(directory);
            HandoverFiles.Standing request = opened.add(files.ask(config.threads(), place));
            if (request == null) {
                throw new StartException("--handover: another server is taking over " + directory + " already");
            }
            HandoverFiles.Answer answer = answer(request, counters, directory);
            if (answer == null) {
                errors.announce("--handover: the server before has ended, so this is a start like any other");
                return null;
            }
            kernel.setPredecessor(answer.process());
            opened.add(kernel::end);
            Intake.Site site = new Intake.Site(counters, answer.firstBlock(), address(config, answer));
            Intake intake = Intake.open(config, engine, kernel, site, true, workers);
            Takeover takeover = new Takeover(counters, request, intake, answer.process());
            opened.add(takeover::abandon);
            workers.start();
            request.go();
            opened.keep();
            return takeover;
        } catch (IOException e) {
            throw new StartException("--handover: " + e.getMessage(), e);
        }
    }

    /** Returns null when the server before has ended instead. */
    private static HandoverFiles.Answer answer(HandoverFiles.Standing request, CounterFile counters, Path directory)
            throws IOException, StartException {
        long deadline = System.nanoTime() + ANSWER_NANOS;
        while (true) {
            HandoverFiles.Answer answer = request.answer();
            if (answer != null && answer.refusal() != null) {
                throw new StartException("--handover: the server before (process " + answer.process()
                        + ") does not hand over: " + answer.refusal());
            }
            if (answer != null || counters.own()) {
                return answer;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StartException("--handover: the server" + DataDirectory.holder(directory)
                        + " does not answer; it may be of another version: stop it, then start this one");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static InetSocketAddress address(VotesConfig config, HandoverFiles.Answer answer)
            throws IOException, StartException {
        InetSocketAddress held = answer.address().resolve();
        InetSocketAddress wanted = config.udp().resolve();
        boolean isSamePort = wanted.getPort() == 0 || wanted.getPort() == held.getPort();
        if (!isSamePort || !isSame(wanted.getAddress(), held.getAddress())) {
            throw new StartException("--handover: the server before listens at --udp " + HostPort.format(held)
                    + ", not at " + config.udp());
        }
        return new InetSocketAddress(wanted.getAddress(), held.getPort());
    }

    /** Any address is the same of IPv4 and of IPv6, as the sockets are. */
    private static boolean isSame(InetAddress one, InetAddress other) {
        return one.equals(other) || one.isAnyLocalAddress() && other.isAnyLocalAddress();
    }

    CounterFile counters() {
        return counters;
    }

    Intake intake() {
        return intake;
    }

    /** Returns when the server before has closed its books, however it ended. */
    void await(DistinctErrors errors) throws StartException {
        try {
            long said = System.nanoTime();
            while (!counters.own()) {
                if (System.nanoTime() - said > REMARK_NANOS) {
                    said = System.nanoTime();
                    errors.announce("counts already, and waits for process " + before + " to close its books");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            isOwner = true;
            intake.kernel().beginAfter();
            request.close();
        } catch (IOException e) {
            throw new StartException("--handover: " + e.getMessage(), e);
        }
    }

    /** Gives up a start that failed; to be called unless the server runs. */
    @Override
    public void close() throws IOException {
        try (counters;
                request) {
            abandon();
        }
    }

    /** Counts what is queued here already, and leaves the rest to the server before while that runs. */
    private void abandon() throws IOException {
        if (!isOwner) {
            intake.kernel().giveBack();
            intake.group().leave();
            LockSupport.parkNanos(HandoverWatch.UNDER_WAY_NANOS);
        }
        Workers.stop(intake.receivers(), Deadline.in(DRAIN_NANOS, Clock.SYSTEM));
        intake.abandon().close();
        intake.kernel().end();
    }
}
