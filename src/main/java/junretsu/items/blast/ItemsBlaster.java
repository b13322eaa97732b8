package junretsu.items.blast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.PacedSender;
import junretsu.load.Progress;
import junretsu.load.http.HttpLoad;
import junretsu.load.http.RequestBuffer;

/** Loads items servers, then compares what they hold with what they acknowledged. */
public final class ItemsBlaster implements Blast {
    private final ItemsBlastConfig config;
    private final Clock clock;
    private final ItemNames names;
    private final HttpLoad load;
    private final List<ItemsSender> senders = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Makes a blast that has not begun. */
    public ItemsBlaster(ItemsBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.names = new ItemNames(config.seed(), new TenantMix(config.tenants(), config.skew()), config.idBytes());
        this.load = new HttpLoad(config.timeoutNanos(), clock);
    }

    @Override
    public ItemsReport run(Consumer<String> lines) throws StartException {
        try (load) {
            load.connections().require(config.targets(), "junretsu serve items");
            ItemsReader reader = new ItemsReader(
                    config.readAt(), load.connections().toEach(config.readAt(), 0), config.settleNanos(), clock);
            CountsCheck check = new CountsCheck(reader, names, config.settleNanos(), clock);
            if (config.verify()) {
                check.begin();
            }
            for (int i = 0; i < config.connections(); i++) {
                senders.add(sender(i));
            }
            send(new Progress(lines, clock));
            return report(check, reader);
        }
    }

    @Override
    public void stop() {
        load.stop();
    }

    private ItemsSender sender(int number) throws StartException {
        ItemSource source = new ItemSource(names, config, number);
        RequestBuffer request =
                new RequestBuffer().begin("POST", config.targets().get(0), "/items", "application/json");
        return new ItemsSender(
                config, load.connections().toEach(config.targets(), number), source, request, number, clock);
    }

    private void send(Progress progress) {
        String failure =
                load.run(senders, config.durationNanos(), progress, elapsedNanos -> show(progress, elapsedNanos));
        if (failure != null) {
            failures.add(failure);
        }
    }

    private void show(Progress progress, long elapsedNanos) {
        long sent = sum(ItemsSender::sent);
        long failed = sum(ItemsSender::failures);
        List<String> more = new ArrayList<>();
        more.add(String.format(Locale.ROOT, "%,d requests without acknowledgement", failed));
        if (config.isOpenLoop()) {
            more.add(Progress.slip(PacedSender.slipNanos(senders)));
        }
        progress.show(config.stage().done(elapsedNanos, sent), sent, "items", String.join("  ", more));
    }

    private ItemsReport report(CountsCheck check, ItemsReader reader) {
        SentCounts counts = new SentCounts();
        senders.forEach(sender -> counts.add(sender.counts()));
        long[] atLeast = new long[config.tenants()];
        long[] atMost = new long[config.tenants()];
        senders.forEach(sender -> {
            sender.source().addAcknowledged(atLeast);
            sender.source().addSent(atMost);
        });
        boolean interrupted = load.interrupted(senders);
        boolean isChecked = config.verify() && failures.isEmpty() && !(interrupted && load.isCut());
        return new ItemsReport(
                config,
                counts,
                sum(sender -> sender.source().distinctSent()),
                sum(sender -> sender.source().distinctAcknowledged()),
                config.stage().tookNanos(counts.items, PacedSender.endedNanos(senders)),
                PacedSender.lag(senders),
                PacedSender.course(senders),
                load.cpuNanos(),
                interrupted,
                isChecked ? deviations(check, atLeast, atMost) : null,
                isChecked && config.killCheck() ? membership(reader) : null,
                failures);
    }

    private List<CountsCheck.Deviation> deviations(CountsCheck check, long[] atLeast, long[] atMost) {
        try {
            return check.compare(atLeast, atMost);
        } catch (IOException e) {
            failures.add("a count cannot be read any more: " + e.getMessage());
            return null;
        }
    }

    private Membership membership(ItemsReader reader) {
        try {
            List<ItemSource> sources = senders.stream().map(ItemsSender::source).toList();
            return Membership.of(reader, names, sources, config.sample(), config.seed(), config.settleNanos(), clock);
        } catch (IOException e) {
            failures.add("an item cannot be looked up: " + e.getMessage());
            return null;
        }
    }

    private long sum(ToLongFunction<ItemsSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
