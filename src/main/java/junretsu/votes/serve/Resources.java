package junretsu.votes.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import junretsu.base.DistinctErrors;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.net.CountingEngine;
import junretsu.net.DatagramEngine;
import junretsu.net.http.HttpCalls;
import junretsu.service.Ending;
import junretsu.service.Surroundings;
import junretsu.service.ViewServer;
import junretsu.service.Workers;
import junretsu.store.SharedText;
import junretsu.store.StoreFactory;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;

/**
 * The things that are opened for a votes server, in this order: the counter file, the other files, the HTTP address,
 * the sockets. One that takes over has its sockets first, and the rest once the server before has ended.
 *
 * @param stage that the servers of the event share; null for one of this server alone
 * @param ending of the server
 * @param workers whose receivers may run already
 * @param calls for answers about the crowd's users; null when nobody is asked
 */
record Resources(
        NodeFiles files,
        SharedText stage,
        Intake intake,
        Ending ending,
        Workers workers,
        ViewServer web,
        HttpCalls calls) {
    private static final long CONNECT_NANOS = 1_000_000_000;

    /**
     * Opens them.
     *
     * @param opened takes charge of each
     * @throws StartException when a file, an address or a port is unavailable
     */
    static Resources open(
            VotesConfig config, DatagramEngine engine, StoreFactory stores, Surroundings surroundings, Opened opened)
            throws StartException {
        DistinctErrors errors = surroundings.errors();
        Ending ending = new Ending();
        Workers workers = new Workers(errors, ending);
        SharedText stage = opened.add(stores.text(config.server().event(), "stage"));
        Takeover takeover = config.takesOver() ? opened.add(Takeover.begin(config, engine, workers, errors)) : null;
        CounterFile counters = takeover == null
                ? opened.add(counters(config, engine, surroundings))
                : awaited(takeover, engine, errors);
        NodeFiles files = NodeFiles.open(config, counters, stage, surroundings.clock(), errors);
        opened.add(() -> files.close(errors));
        ViewServer web =
                opened.add(ViewServer.bind(config.server(), config.crowd().connections(), errors));
        Intake intake = takeover == null ? intake(config, engine, counters, workers, errors) : takeover.intake();
        opened.add(intake.kernel()::end);
        opened.add(intake.abandon());
        intake.kernel().begin();
        HttpCalls calls = calls(config, surroundings);
        opened.add(calls == null ? null : calls::onClose);
        return new Resources(files, stage, intake, ending, workers, web, calls);
    }

    /** Opens the counts, with those that the kernel has counted while no server ran: before anybody looks. */
    private static CounterFile counters(VotesConfig config, DatagramEngine engine, Surroundings surroundings)
            throws StartException {
        Path directory = config.server().data();
        try (Opened opened = new Opened()) {
            CounterFile counters = opened.add(CounterFile.open(
                    directory,
                    VoteCells.LAYOUT,
                    config.server().event(),
                    surroundings.clock().epochMillis()));
            new KernelVotes(directory, counters, config.buttons(), surroundings.errors()).takeLeft(engine);
            opened.keep();
            return counters;
        } catch (IOException e) {
            throw StartException.of("cannot use the data directory " + directory, e);
        }
    }

    /** Waits for the server before, and refuses to forget what it left in the kernel if it was killed meanwhile. */
    private static CounterFile awaited(Takeover takeover, DatagramEngine engine, DistinctErrors errors)
            throws StartException {
        takeover.await(errors);
        try {
            if (!(engine instanceof CountingEngine)) {
                takeover.intake().kernel().takeLeft(engine);
            }
            return takeover.counters();
        } catch (IOException e) {
            throw StartException.of("cannot take over", e);
        }
    }

    private static Intake intake(
            VotesConfig config, DatagramEngine engine, CounterFile counters, Workers workers, DistinctErrors errors)
            throws StartException {
        KernelVotes kernel = new KernelVotes(config.server().data(), counters, config.buttons(), errors);
        try {
            Intake.Site site = new Intake.Site(counters, 0, config.udp().resolve());
            return Intake.open(config, engine, kernel, site, false, workers);
        } catch (IOException e) {
            kernel.end();
            boolean isAddress = e instanceof BindException || e instanceof UnknownHostException;
            throw isAddress || !(engine instanceof CountingEngine)
                    ? StartException.cannotListen("--udp", config.udp(), e)
                    : StartException.of("--engine " + engine.name() + " cannot count here", e);
        }
    }

    private static HttpCalls calls(VotesConfig config, Surroundings surroundings) throws StartException {
        try {
            return config.crowd().users() == null
                    ? null
                    : new HttpCalls("crowd-calls", CONNECT_NANOS, surroundings.clock());
        } catch (IOException e) {
            throw StartException.of("cannot make connections", e);
        }
    }
}
