package junretsu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.base.TemporaryFolder;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisTrial;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.users.serve.UsersConfig;

/**
 * {@code serve SERVICE --check}: tries what a server would use and changes nothing. Its addresses are bound for a
 * moment, Redis and the database are asked, and then the server itself is started in a temporary folder, at ports that
 * the system gives, on a copy of its data: so certificates, keys and every other file are read by what will use them.
 */
final class ServeCheck {
    /** The time that what goes wrong in the background has to show itself. */
    private static final long WAIT_NANOS = 500_000_000;

    private final ServeCommand command;
    private final Settings settings;
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final DistinctErrors errors = new DistinctErrors(warnings(faults), Clock.SYSTEM);
    private final List<String> untried = new ArrayList<>();

    private ServeCheck(ServeCommand command, Settings settings) {
        this.command = command;
        this.settings = settings;
    }

    /**
     * Prints what was tried, or what is wrong.
     *
     * @return an {@link ExitCode}
     * @throws StartException when the server cannot start
     */
    static int of(ServeCommand command, Settings settings, Console console) throws StartException {
        ServeCheck check = new ServeCheck(command, settings);
        List<String> advice = check.run();
        check.faults.forEach(console::error);
        if (!check.faults.isEmpty()) {
            return ExitCode.FAILED;
        }
        console.print("these settings work: " + command.service() + " may be started"
                + (check.untried.isEmpty() ? "" : "; not tried: " + String.join(", ", check.untried)));
        advice.forEach(console::log);
        return ExitCode.DONE;
    }

    private List<String> run() throws StartException {
        try (TemporaryFolder temporary = TemporaryFolder.make("junretsu-check")) {
            Path folder = temporary.path();
            Settings spared = ServeCheckSettings.of(command, settings, folder);
            tryData(folder);
            ServeCheckAddresses.tryAll(command, settings);
            tryRedis();
            tryDatabase();
            if (ServeCheckSettings.countsInTheKernel(command, settings)) {
                untried.add("the engine, which counts in the kernel (junretsu doctor says whether it can)");
            }
            Flag<?> webhook = command.flag("webhook");
            if (webhook != null && settings.isSet(webhook)) {
                untried.add("the webhook, which is sent nothing");
            }
            return isCoordinator() ? List.of() : start(spared);
        } catch (IOException e) {
            throw new StartException("--check: cannot write or remove a temporary file: " + e.getMessage(), e);
        }
    }

    /** Starts the server and ends it; returns what it would advise. */
    private List<String> start(Settings spared) throws StartException {
        Surroundings surroundings = new Surroundings(Version.number(), line -> {}, errors, Clock.SYSTEM);
        Server server = command.start().start(spared, surroundings);
        LockSupport.parkNanos(WAIT_NANOS);
        List<String> found = List.copyOf(faults);
        List<String> advice = server.advice();
        server.stop();
        faults.clear();
        faults.addAll(found);
        return advice;
    }

    private void tryData(Path folder) throws StartException {
        for (String name : List.of("log", "pictures")) {
            Flag<?> flag = command.flag(name);
            if (flag != null && settings.get(flag) instanceof Path path) {
                ServeCheckData.requireWritable(name, path);
            }
        }
        Flag<?> data = command.flag("data");
        boolean isUsed =
                data != null && (settings.isSet(data) || !command.service().equals("numbers"));
        if (isUsed && settings.get(data) instanceof Path path) {
            ServeCheckData.requireUsable(path);
            if (isShared() && !command.service().equals("users")) {
                untried.add("the data itself, which belongs to an event in Redis");
            } else if (!ServeCheckData.copy(path, folder.resolve("data"))) {
                untried.add("the data itself, which is more than " + (ServeCheckData.BYTES_MAX >> 20) + " MiB");
            }
        }
    }

    private boolean isShared() {
        Flag<?> redis = command.flag("redis");
        return redis != null && settings.isSet(redis);
    }

    /** A coordinator starts servers of its own, so it is not started. */
    private boolean isCoordinator() {
        Flag<?> role = command.flag("role");
        return command.service().equals("items") && Boolean.TRUE.equals(settings.get(role));
    }

    private void tryRedis() throws StartException {
        if (isShared()) {
            Flag<?> event = command.flag("event");
            RedisConfig config = RedisConfig.from(settings, System::getenv).orElseThrow();
            RedisTrial.run(config, event == null ? command.service() : String.valueOf(settings.get(event)));
        }
    }

    private void tryDatabase() throws StartException {
        Flag<?> database = command.flag("database");
        if (database != null && settings.isSet(database)) {
            UserStores.tryOut(UsersConfig.from(settings).database(), errors);
        }
    }

    /** A log of what calls for a person alone. */
    private static EventLog warnings(Collection<String> faults) {
        return new EventLog() {
            @Override
            public void warning(String sentence) {
                faults.add(sentence);
            }

            @Override
            public void notice(String sentence) {}

            @Override
            public void info(String sentence) {}

            @Override
            public void again(String sentence) {}
        };
    }
}
