package junretsu.votes.blast.crowd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.CountsReader;
import junretsu.load.CountsWatch;
import junretsu.load.LoadRunner;
import junretsu.load.PacedSender;
import junretsu.load.ProcessCpu;
import junretsu.load.Progress;
import junretsu.load.socket.ClientLoop;
import junretsu.load.socket.EventStream;

/** Loads a votes server as a crowd of browsers does, then compares what it counted with what it acknowledged. */
public final class CrowdBlaster implements Blast {
    private static final String STREAM_PATH = "/api/stream";

    /** The loop reads what has come so often: answers that came together are read together. */
    private static final long NAP_NANOS = 250_000;

    /** So many attempts that all failed are no accident. */
    private static final int HOPELESS_ATTEMPTS = 20;

    private final CrowdBlastConfig config;
    private final Clock clock;
    private final LoadRunner load;
    private final CountsWatch counts;
    private final ScreenWatch screen;
    private final VoteRing ring;
    private final CrowdBook book;
    private final List<String> failures = new ArrayList<>();

    /** Makes a blast that has not begun. */
    public CrowdBlaster(CrowdBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.load = new LoadRunner(clock);
        this.counts =
                config.verify() ? new CountsWatch(new CountsReader(config.readAt(), CrowdVerdict.COUNTS, clock)) : null;
        this.screen = new ScreenWatch(config.mix().weights(), clock);
        this.ring = new VoteRing(config.mix(), config.burst(), config.seed());
        this.book = new CrowdBook(ring, screen);
    }

    @Override
    public CrowdReport run(Consumer<String> lines) throws StartException {
        InetSocketAddress target = config.target().resolve();
        if (counts != null) {
            counts.begin();
        }
        try (ClientLoop loop = new ClientLoop()) {
            new EventStream(loop, config.target().host(), STREAM_PATH, screen::frame, screen::fail).open(target);
            Crowd crowd = new Crowd(config, target, loop, book, ring, clock);
            CrowdReport.Ramp ramp = connect(crowd, lines);
            return send(crowd, ramp, new Progress(lines, clock));
        } catch (IOException e) {
            throw new StartException("cannot make a crowd: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        load.stop();
        if (counts != null) {
            counts.hurry();
        }
    }

    /** Lets all voters connect; those that cannot within the time will try on during the load. */
    private CrowdReport.Ramp connect(Crowd crowd, Consumer<String> lines) throws IOException, StartException {
        long startNanos = clock.nanoTime();
        long limitNanos = (long) (1e9 * crowd.size() / config.connectRate().perSecond()) + config.timeoutNanos();
        long shownNanos = startNanos;
        while (crowd.open() < crowd.size() && !load.isStopped() && clock.nanoTime() - startNanos < limitNanos) {
            if (crowd.step() == 0) {
                LockSupport.parkNanos(NAP_NANOS);
            }
            requireServer(crowd, Math.min(HOPELESS_ATTEMPTS, crowd.size()));
            if (clock.nanoTime() - shownNanos >= 1_000_000_000L) {
                shownNanos = clock.nanoTime();
                lines.accept(String.format(Locale.ROOT, "%,d of %,d voters connected", crowd.open(), crowd.size()));
            }
        }
        requireServer(crowd, 1);
        return new CrowdReport.Ramp(crowd.open(), clock.nanoTime() - startNanos);
    }

    private void requireServer(Crowd crowd, int attempts) throws StartException {
        if (book.connects == 0 && book.refusals >= attempts && !load.isStopped()) {
            throw new StartException(
                    "no voter can connect to " + config.target() + book.losses.mostOften()
                            + "; start 'junretsu serve --crowd " + crowd.size() + "' there, or give --target",
                    null);
        }
    }

    private CrowdReport send(Crowd crowd, CrowdReport.Ramp ramp, Progress progress) {
        CrowdSender sender = new CrowdSender(config, crowd, book, screen, clock);
        long cpuBefore = ProcessCpu.nanos();
        String failure = load.run(List.of(sender), config.stage().durationNanos(), NAP_NANOS, elapsedNanos -> {
            if (progress.isDue()) {
                String slip = Progress.slip(PacedSender.slipNanos(List.of(sender)));
                progress.show(config.stage().done(elapsedNanos, sender.votes()), sender.votes(), "votes", slip);
            }
        });
        long cpuNanos = ProcessCpu.nanos() - cpuBefore;
        if (failure != null) {
            failures.add(failure);
        }
        return new CrowdReport(
                config,
                book,
                screen.times().count() == 0 ? null : screen.times(),
                screen.failure(),
                ramp,
                config.stage().tookNanos(book.tapped, PacedSender.endedNanos(List.of(sender))),
                sender.lag(),
                sender.course(),
                cpuNanos,
                load.interrupted(List.of(sender)),
                verdict(),
                failures);
    }

    private CrowdVerdict verdict() {
        if (counts == null || !failures.isEmpty()) {
            return null;
        }
        try {
            return CrowdVerdict.of(counts.next(now -> CrowdVerdict.of(now, book).isComplete()), book);
        } catch (IOException e) {
            failures.add(e.getMessage());
            return null;
        }
    }
}
