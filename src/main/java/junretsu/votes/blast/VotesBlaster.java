package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.CountsWatch;
import junretsu.load.KernelDrops;
import junretsu.load.LiveCounts;
import junretsu.load.LoadRunner;
import junretsu.load.LoadStage;
import junretsu.load.NamedCounts;
import junretsu.load.Progress;
import junretsu.load.SentCourse;
import junretsu.load.TimeLine;
import junretsu.net.DatagramEngine;

/** Loads a votes server: an open loop, so what is due is sent whether or not the server keeps up. */
public final class VotesBlaster implements Blast {
    private final VotesBlastConfig config;
    private final DatagramEngine engine;
    private final Clock clock;
    private final CountsWatch counts;
    private final LoadRunner load;
    private final List<StageResult> results = new ArrayList<>();
    private final TimeLine course = new TimeLine();
    private volatile StageRun running;
    private volatile long sentBefore;
    private LiveCounts live;
    private String failure;

    /**
     * Makes a blast that has not begun.
     *
     * @param engine sends the datagrams
     */
    public VotesBlaster(VotesBlastConfig config, DatagramEngine engine, Clock clock) {
        this.config = config;
        this.engine = engine;
        this.clock = clock;
        this.load = new LoadRunner(clock);
        this.counts = config.common().countsWatch(Verdict.COUNTS, clock);
    }

    @Override
    public VotesReport run(Consumer<String> lines) throws StartException {
        InetSocketAddress target = config.common().resolveTarget();
        if (counts != null) {
            counts.begin();
        }
        warmUp();
        live = config.common().liveCounts(VotesReport.SHOWN, "total", this::sent, clock);
        KernelDrops before = KernelDrops.now();
        try {
            Progress progress = new Progress(lines, clock);
            for (LoadStage stage : config.plan()) {
                if (!load.isStopped() && failure == null) {
                    results.add(verified(runStage(stage, target, progress)));
                }
            }
        } finally {
            LiveCounts.close(live);
        }
        SentCourse sent = new SentCourse(course, live, load.firstStartNanos());
        KernelDrops drops =
                KernelDrops.isHere(target.getAddress()) ? KernelDrops.since(before, KernelDrops.now()) : null;
        return new VotesReport(config, target, engine.name(), results, sent, drops, failure);
    }

    @Override
    public void stop() {
        load.stop();
        if (counts != null) {
            counts.hurry();
        }
    }

    private void warmUp() throws StartException {
        try {
            WarmUp.run(config, engine, clock);
        } catch (IOException e) {
            throw new StartException("cannot send datagrams: " + e.getMessage(), e);
        }
    }

    private StageResult runStage(LoadStage stage, InetSocketAddress target, Progress progress) throws StartException {
        boolean isFirst = results.isEmpty();
        try {
            StageRun run = StageRun.open(config, stage, engine, target, clock);
            running = run;
            run.run(load, elapsedNanos -> {
                requireListener(isFirst, run, elapsedNanos, target);
                show(run, progress, elapsedNanos);
            });
            failure = run.failure();
            course.add(run.course(), load.sinceFirstNanos());
            running = null;
            sentBefore += run.sent();
            requireListener(isFirst && failure == null, run, run.endedNanos(), target);
            return run.result();
        } catch (IOException e) {
            throw new StartException("cannot send to udp " + HostPort.format(target) + ": " + e.getMessage(), e);
        }
    }

    private static void requireListener(boolean isFirst, StageRun run, long elapsedNanos, InetSocketAddress target)
            throws StartException {
        if (isFirst && run.isRefusedFromTheStart(elapsedNanos)) {
            throw new StartException(
                    "nothing listens at udp " + HostPort.format(target)
                            + " (the kernel says: port unreachable);"
                            + " start 'junretsu serve' there, or give --target",
                    null);
        }
    }

    private void show(StageRun run, Progress progress, long elapsedNanos) {
        if (progress.isDue()) {
            double done =
                    (results.size() + run.done(elapsedNanos)) / config.plan().size();
            progress.show(done, sent(), "votes", more(run));
        }
    }

    /** The votes that the kernel took so far; any thread may ask. */
    private long sent() {
        StageRun now = running;
        return sentBefore + (now == null ? 0 : now.sent());
    }

    /** The remarks beside the votes sent: loss and slip so far, the stage of a ramp, what was refused. */
    private String more(StageRun run) {
        List<String> parts = new ArrayList<>();
        if (live != null) {
            parts.add(live.lossSoFar());
        }
        if (config.plan().get(0).isPaced()) {
            parts.add(Progress.slip(run.slipNanos()));
        }
        if (config.plan().size() > 1) {
            parts.add("stage " + (results.size() + 1) + "/" + config.plan().size());
        }
        if (run.refused() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d refused", run.refused()));
        }
        return String.join("  ", parts);
    }

    private StageResult verified(StageResult result) {
        if (counts == null || failure != null) {
            return result;
        }
        try {
            NamedCounts counted = counts.next(now -> verdict(result, now).isComplete());
            Verdict verdict = verdict(result, counted);
            failure = verdict.contradiction();
            return result.with(verdict);
        } catch (IOException e) {
            failure = e.getMessage();
            return result;
        }
    }

    private Verdict verdict(StageResult result, NamedCounts counted) {
        return Verdict.of(counted, result.buttons(), config.payload(), result.packetMax());
    }
}
