package junretsu.votes.serve;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.config.HostPort;
import junretsu.config.Units;
import junretsu.service.AdminToken;
import junretsu.store.Milestone;
import junretsu.text.Minute;

/** A votes server in a line of text, for people. */
final class VotesText {
    /** Of which nobody is told that it is less than was asked: it holds what a busy moment of some 50 ms brings. */
    private static final int RECEIVE_BUFFER_ENOUGH = 4 << 20;

    private VotesText() {}

    /** @param http where it is shown over HTTP */
    static String ready(VotesState state, String http) {
        long before = state.announcements().nodeAtStart().total(state.round().name());
        return "votes at udp " + HostPort.format(state.group().localAddress()) + ", " + http + ", engine "
                + state.build().engine() + ", threads " + threads(state) + ", store "
                + state.store().location() + ", receive buffer "
                + Units.formatBytes(state.group().receiveBufferBytes()) + " of "
                + Units.formatBytes(state.config().receiveBufferBytes()) + " asked"
                + (before == 0
                        ? ""
                        : String.format(Locale.ROOT, ", resumes at %,d votes", before)
                                + (state.files().rounds().rounds().size() == 1 ? "" : " of this round")
                                + " since "
                                + Minute.ofMs(state.round().startedMs()));
    }

    private static String threads(VotesState state) {
        int threads = state.config().threads();
        return threads == 1 || state.build().steersByCpu()
                ? Integer.toString(threads)
                : threads + " (a flow reaches one of them)";
    }

    /** @param http where it is shown over HTTP */
    static List<String> notes(VotesState state, String http) {
        PhoneAddress phones = state.announcements().phones();
        if (!state.crowd().config().isOn() || phones.isOutOfReach()) {
            return List.of();
        }
        String here = http.replace("*", "localhost");
        URI own = URI.create(here);
        return List.of("phones vote at "
                + phones.page(own.getRawAuthority(), own.getScheme().equals("https"))
                + "; the screen with its QR code is at " + here + "/?qr=1, the desk at " + here + "/desk");
    }

    static List<String> advice(VotesState state) {
        List<String> advice = new ArrayList<>();
        int asked = state.config().receiveBufferBytes();
        if (state.group().receiveBufferBytes() < Math.min(asked, RECEIVE_BUFFER_ENOUGH)) {
            advice.add("the receive buffer is smaller than asked, so votes are dropped when the machine is busy for a"
                    + " moment; 'sysctl -w net.core.rmem_max=" + asked + "' and a new start give it");
        }
        if (state.config().announcements().adminToken().isShort()) {
            advice.add("--admin-token is short; so that nobody guesses it, give " + AdminToken.LENGTH_WANTED
                    + " characters or more, such as those of 'openssl rand -hex 16'");
        }
        return advice;
    }

    static String status(VotesState state) {
        Milestone next = state.nextMilestone();
        return String.format(
                Locale.ROOT,
                "%,d votes  %,.0f/s  dropped %,d  store %s%s",
                state.eventTotal(),
                state.store().isShared()
                        ? state.rates().eventPerSecond()
                        : state.rates().ownPerSecond(),
                state.look().all().kernelDrops(),
                state.store().state(),
                next == null ? "" : String.format(Locale.ROOT, "  %s at %,d", next.effect(), next.at()));
    }
}
