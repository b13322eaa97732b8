package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.load.CountsReader;
import junretsu.net.DatagramEngine;

/**
 * Makes a load and finds out what became of it: an open loop, so what is due is sent whether or not the server keeps up.
 * {@link #run} is called once; {@link #stop} may be called by any thread.
 */
public final class VotesBlaster {
    private final VotesBlastConfig config;
    private final DatagramEngine engine;
    private final DistinctErrors errors;
    private final Clock clock;
    private final CountsReader<VotesCounts> counts;
    private final List<StageResult> results = new ArrayList<>();
    private volatile boolean stopped;
    private volatile StageRun running;
    private VotesCounts before;
    private String verifyFailure;

    public VotesBlaster(VotesBlastConfig config, DatagramEngine engine, DistinctErrors errors, Clock clock) {
        this.config = config;
        this.engine = engine;
        this.errors = errors;
        this.clock = clock;
        this.counts = config.verify() == null
                ? null
                : new CountsReader<>(config.verify(), clock, VotesCounts::parse, VotesCounts::isSame);
    }

    /**
     * Runs the whole plan, or what is done of it until {@link #stop}.
     *
     * @param eachSecond is told how far it is, on the calling thread
     * @throws StartException when there is no such target, nothing listens there, or there is no server to verify with
     */
    public VotesReport run(Consumer<VotesProgress> eachSecond) throws StartException {
        InetSocketAddress target = resolveTarget();
        before = readAtStart();
        warmUp();
        for (LoadStage stage : config.plan()) {
            if (!stopped && verifyFailure == null) {
                results.add(judged(runStage(stage, target, eachSecond)));
            }
        }
        return new VotesReport(config, target, engine.name(), results, verifyFailure, stopped);
    }

    /** Ends the load after the slice under way; {@link #run} returns with what was done. */
    public void stop() {
        stopped = true;
        StageRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    private void warmUp() throws StartException {
        try {
            WarmUp.run(config, engine, errors, clock);
        } catch (IOException e) {
            throw new StartException("cannot send datagrams: " + e.getMessage(), e);
        }
    }

    private StageResult runStage(LoadStage stage, InetSocketAddress target, Consumer<VotesProgress> eachSecond)
            throws StartException {
        boolean isFirst = results.isEmpty();
        try (StageRun run = StageRun.start(config, stage, engine, target, errors, clock)) {
            running = run;
            if (stopped) {
                run.stop();
            }
            String where = (results.size() + 1) + "/" + config.plan().size();
            if (!run.await(progress -> eachSecond.accept(progress.in(where)), isFirst)) {
                throw new StartException(
                        "nothing listens at udp " + HostPort.format(target)
                                + " (the kernel says: port unreachable); start 'junretsu serve' there, or give --target",
                        null);
            }
            return run.result();
        } catch (IOException e) {
            throw new StartException("cannot send to udp " + HostPort.format(target) + ": " + e.getMessage(), e);
        }
    }

    private StageResult judged(StageResult result) {
        if (counts == null) {
            return result;
        }
        try {
            VotesCounts last = before;
            VotesCounts after =
                    counts.readWhenStill(now -> verdict(result, last, now).isComplete());
            before = after;
            return result.with(verdict(result, last, after));
        } catch (IOException e) {
            verifyFailure = counts.location() + " cannot be read any more: " + e.getMessage();
            return result;
        }
    }

    private Verdict verdict(StageResult result, VotesCounts from, VotesCounts to) {
        return Verdict.of(from, to, result.buttons(), config.payload(), result.packetMax());
    }

    private InetSocketAddress resolveTarget() throws StartException {
        try {
            return config.target().resolve();
        } catch (UnknownHostException e) {
            throw new StartException("--target: '" + config.target().host() + "' has no address", e);
        }
    }

    private VotesCounts readAtStart() throws StartException {
        try {
            return counts == null ? null : counts.read();
        } catch (IOException e) {
            throw new StartException("--verify: " + counts.location() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
