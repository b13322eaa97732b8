package junretsu.cli;

import java.util.List;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.items.blast.ItemsBlastConfig;
import junretsu.items.blast.ItemsBlaster;
import junretsu.items.coordinate.CoordinatorConfig;
import junretsu.items.coordinate.CoordinatorServer;
import junretsu.items.coordinate.WorkerProgram;
import junretsu.items.serve.ItemsConfig;
import junretsu.items.serve.ItemsServer;
import junretsu.jobs.blast.JobsBlastConfig;
import junretsu.jobs.blast.JobsBlaster;
import junretsu.jobs.serve.JobsConfig;
import junretsu.jobs.serve.JobsServer;
import junretsu.load.Blast;
import junretsu.numbers.blast.NumbersBlastConfig;
import junretsu.numbers.blast.NumbersBlaster;
import junretsu.numbers.serve.NumbersConfig;
import junretsu.numbers.serve.NumbersServer;
import junretsu.redis.RedisConfig;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.store.StoreFactory;
import junretsu.users.blast.UsersBlastConfig;
import junretsu.users.blast.UsersBlaster;
import junretsu.users.front.FrontConfig;
import junretsu.users.front.FrontServer;
import junretsu.users.front.Role;
import junretsu.users.serve.UsersConfig;
import junretsu.users.serve.UsersServer;
import junretsu.votes.blast.VotesBlastConfig;
import junretsu.votes.blast.VotesBlaster;
import junretsu.votes.blast.crowd.CrowdBlastConfig;
import junretsu.votes.blast.crowd.CrowdBlaster;
import junretsu.votes.serve.BuildInfo;
import junretsu.votes.serve.VotesConfig;
import junretsu.votes.serve.VotesServer;

/** The services, a row for each verb: the one place that knows them all. */
final class Services {
    private static final String ITEMS_VARIABLES = "JUNRETSU_ITEMS_";

    /** In the order of the help text; the first service of a verb is its default. */
    static final List<Command> COMMANDS = List.of(
            new ServeCommand(
                    "votes",
                    "counts 1-byte UDP votes and shows the totals",
                    "JUNRETSU_",
                    () -> flags(List.of(VotesConfig.FLAGS, Engines.FLAGS, Stores.FLAGS)),
                    List.of(
                            "serve",
                            "serve --udp *:9999 --http 0.0.0.0:8080 --threads 4 --buttons 4",
                            "serve --redis redis://10.0.0.5:6379 --event finals"),
                    Services::votes),
            new BlastCommand(
                    "votes",
                    "loads a votes server, open loop, and reports what arrived",
                    "JUNRETSU_BLAST_",
                    () -> flags(List.of(VotesBlastConfig.FLAGS, Engines.BLAST_FLAGS)),
                    List.of(
                            "blast --rate 500k --verify http://127.0.0.1:8080",
                            "blast --ramp 50k..500k --duration 20s --verify http://127.0.0.1:8080",
                            "blast --target 10.0.0.5:9999 --count 5m --buttons 0:70,1:30"
                                    + " --verify http://10.0.0.5:8080 --max-loss 0.1%"),
                    Services::votesBlast),
            new ServeCommand(
                    "numbers",
                    "counts unique nine-digit numbers sent over TCP",
                    "JUNRETSU_NUMBERS_",
                    () -> flags(List.of(NumbersConfig.FLAGS, Stores.FLAGS)),
                    List.of(
                            "serve numbers",
                            "serve numbers --port 4000 --log /var/log/numbers.log --resume --no-terminate",
                            "serve numbers --redis redis://10.0.0.5:6379 --event serials"),
                    Services::numbers),
            new BlastCommand(
                    "numbers",
                    "loads a numbers server, and reports what it made of it",
                    "JUNRETSU_BLAST_NUMBERS_",
                    () -> NumbersBlastConfig.FLAGS,
                    List.of(
                            "blast numbers --count 2m --verify http://127.0.0.1:8080 --log numbers.log",
                            "blast numbers --duration 1m --rate 1m --unique 50% --terminate"),
                    Services::numbersBlast),
            new ServeCommand(
                    "items",
                    "counts each item once in its tenant, over HTTP",
                    ITEMS_VARIABLES,
                    () -> flags(List.of(ItemsConfig.FLAGS, Stores.FLAGS, CoordinatorConfig.FLAGS)),
                    List.of(
                            "serve items",
                            "serve items --http 0.0.0.0:5000 --data /var/lib/junretsu-items --ids drop",
                            "serve items --redis redis://10.0.0.5:6379 --event tickets",
                            "serve items --role coordinator --spawn 4 --redis redis://127.0.0.1:6379"),
                    Services::items),
            new BlastCommand(
                    "items",
                    "loads items servers, and reports whether they kept what they acknowledged",
                    "JUNRETSU_BLAST_ITEMS_",
                    () -> ItemsBlastConfig.FLAGS,
                    List.of(
                            "blast items --count 2m --verify",
                            "blast items --rate 500k --duration 1m --batch 1000 --html report.html",
                            "blast items --duration 1m --kill-check"),
                    Services::itemsBlast),
            new ServeCommand(
                    "jobs",
                    "factors numbers, each caller in a fair turn, over HTTP",
                    "JUNRETSU_JOBS_",
                    () -> flags(List.of(JobsConfig.FLAGS, Queues.FLAGS)),
                    List.of(
                            "serve jobs",
                            "serve jobs --http 0.0.0.0:8090 --data /var/lib/junretsu-jobs --callers callers.txt",
                            "serve jobs --redis redis://10.0.0.5:6379 --role worker"),
                    Services::jobs),
            new BlastCommand(
                    "jobs",
                    "loads jobs servers, and reports what became of each job",
                    "JUNRETSU_BLAST_JOBS_",
                    () -> JobsBlastConfig.FLAGS,
                    List.of(
                            "blast jobs --verify",
                            "blast jobs --numbers range:1e6..1e20 --callers anna:500,ben:1 --fairness",
                            "blast jobs --rate 100 --duration 1m --max-wait 2s --html report.html"),
                    Services::jobsBlast),
            new ServeCommand(
                    "users",
                    "keeps accounts and sessions, for browsers and for clients that speak JSON lines over TCP",
                    "JUNRETSU_USERS_",
                    () -> flags(List.of(UsersConfig.FLAGS, UserStores.FLAGS)),
                    List.of(
                            "serve users",
                            "serve users --role back --listen 0.0.0.0:7080 --front-key-file key",
                            "serve users --role front --backend 10.0.0.5:7080 --front-key-file key"),
                    Services::users),
            new BlastCommand(
                    "users",
                    "loads a users server with seeded users, and reports whether every answer was right",
                    "JUNRETSU_BLAST_USERS_",
                    () -> UsersBlastConfig.FLAGS,
                    List.of(
                            "blast users --verify http://127.0.0.1:7081",
                            "blast users --mix login=1 --pick fixed:200 --login fresh,scram,remembered --clients 50",
                            "blast users --users 10m --rate 1000 --duration 1m --max-p99 3ms --html report.html"),
                    Services::usersBlast),
            new BlastCommand(
                    "crowd",
                    "loads a votes server as a crowd of browsers, and reports whether all votes were counted",
                    "JUNRETSU_BLAST_CROWD_",
                    () -> CrowdBlastConfig.FLAGS,
                    List.of(
                            "blast crowd --clients 10k --rate 10k --duration 30s --verify",
                            "blast crowd --target http://127.0.0.1:8080 --rate 20k --burst 10 --max-p99 100ms",
                            "blast crowd --kill-check --html report.html"),
                    Services::crowdBlast),
            new CompareCommand(),
            new SeedCommand(),
            new TopCommand(),
            new DoctorCommand(),
            DataCommand.ALL.get(0),
            DataCommand.ALL.get(1),
            DataCommand.ALL.get(2),
            new HashCommand());

    private Services() {}

    private static Server votes(Settings settings, Surroundings surroundings) throws StartException {
        VotesConfig config = VotesConfig.from(settings);
        Engines engines = Engines.ofServer(settings);
        StoreFactory stores = Stores.from(settings, surroundings.errors()::warn);
        try {
            return votes(config, engines, stores, surroundings);
        } catch (StartException e) {
            return votes(config, engines.after(e, settings), stores, surroundings);
        }
    }

    private static Server votes(VotesConfig config, Engines engines, StoreFactory stores, Surroundings surroundings)
            throws StartException {
        BuildInfo build = new BuildInfo(
                surroundings.version(),
                engines.engine().name(),
                engines.description(),
                engines.skippedReasons(),
                engines.steersByCpu());
        return VotesServer.start(config, engines.engine(), stores, build, surroundings);
    }

    private static Blast votesBlast(Settings settings) throws StartException {
        VotesBlastConfig config = VotesBlastConfig.from(settings);
        return new VotesBlaster(config, Engines.ofBlaster(settings).engine(), Clock.SYSTEM);
    }

    private static Blast crowdBlast(Settings settings) {
        return new CrowdBlaster(CrowdBlastConfig.from(settings), Clock.SYSTEM);
    }

    private static Server numbers(Settings settings, Surroundings surroundings) throws StartException {
        NumbersConfig config = NumbersConfig.from(settings);
        StoreFactory stores =
                Stores.shared(settings, surroundings.errors()::warn).orElse(null);
        if (stores == null) {
            NumbersConfig.SERVER.requireNothingOfAStore(settings);
        }
        return NumbersServer.start(config, stores, surroundings);
    }

    private static Server items(Settings settings, Surroundings surroundings) throws StartException {
        if (settings.get(CoordinatorConfig.ROLE)) {
            CoordinatorServer.Reload reload = new CoordinatorServer.Reload(
                    settings.get(CommonFlags.CONFIG), () -> coordinatorConfig(settings.again()));
            WorkerProgram program =
                    WorkerProgram.ofThisProcess(surroundings.version(), ITEMS_VARIABLES, "serve", "items");
            return CoordinatorServer.start(coordinatorConfig(settings), reload, program, surroundings);
        }
        CoordinatorConfig.requireNothingOfACoordinator(settings);
        RedisConfig redis = RedisConfig.from(settings, System::getenv).orElse(null);
        if (redis == null) {
            ItemsConfig.requireNothingOfRedis(settings);
        }
        return ItemsServer.start(ItemsConfig.from(settings), redis, surroundings);
    }

    private static CoordinatorConfig coordinatorConfig(Settings settings) {
        ItemsConfig node = ItemsConfig.from(settings);
        return CoordinatorConfig.from(
                settings, node.server(), flags(List.of(ItemsConfig.FLAGS, Stores.FLAGS)), ITEMS_VARIABLES);
    }

    private static Blast numbersBlast(Settings settings) {
        return new NumbersBlaster(NumbersBlastConfig.from(settings), Clock.SYSTEM);
    }

    private static Blast itemsBlast(Settings settings) {
        return new ItemsBlaster(ItemsBlastConfig.from(settings), Clock.SYSTEM);
    }

    private static Server jobs(Settings settings, Surroundings surroundings) throws StartException {
        RedisConfig redis = RedisConfig.from(settings, System::getenv).orElse(null);
        if (redis == null) {
            JobsConfig.requireNothingOfRedis(settings);
        }
        return JobsServer.start(
                JobsConfig.from(settings), redis == null ? Queues.local() : Queues.shared(redis), surroundings);
    }

    private static Server users(Settings settings, Surroundings surroundings) throws StartException {
        if (!settings.get(Role.FLAG).keeps()) {
            FrontConfig.requireNothingOfABackEnd(settings, Flag.join(UsersConfig.KEEPER_FLAGS, UserStores.FLAGS));
            return FrontServer.start(UsersConfig.ofFront(settings), surroundings);
        }
        FrontConfig.requireNothingOfAFront(settings);
        RedisConfig redis = RedisConfig.from(settings, System::getenv).orElse(null);
        return UsersServer.start(UsersConfig.from(settings), UserStores.of(redis), surroundings);
    }

    private static Blast usersBlast(Settings settings) {
        return new UsersBlaster(UsersBlastConfig.from(settings), Clock.SYSTEM);
    }

    private static Blast jobsBlast(Settings settings) {
        return new JobsBlaster(JobsBlastConfig.from(settings), Clock.SYSTEM);
    }

    private static List<Flag<?>> flags(List<List<Flag<?>>> groups) {
        return groups.stream().<Flag<?>>flatMap(List::stream).toList();
    }
}
