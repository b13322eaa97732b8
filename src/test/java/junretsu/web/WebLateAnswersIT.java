package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that answer when the server has answered in their stead. */
class WebLateAnswersIT {
    private final LinkedBlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        WebLimits patient = LiveServer.limits(20);
        WebLimits limits = new WebLimits(
                patient.silenceNanos(),
                patient.rateMin(),
                patient.sweepNanos(),
                TimeUnit.MILLISECONDS.toNanos(200),
                patient.connections(),
                patient.bodyBytes(),
                patient.largeAnswers(),
                patient.certificateNanos());
        server = new LiveServer(limits, LiveServer.routes().add(Route.post("/held", "", held::add)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Exchange late(String body) throws Exception {
        assertThat(server.send("POST", "/held", body).statusCode()).isEqualTo(503);
        return held.remove();
    }

    @Test
    void aBodyStaysWithItsEndpointUntilThatAnswersAndGoesToOneOtherThen() throws Exception {
        Exchange first = late("first");
        Exchange second = late("second");
        assertThat(first.request().body().text()).isEqualTo("first");
        assertThat(first.respond(Response.empty(204))).isFalse();
        assertThat(first.respond(Response.empty(204))).isFalse();
        byte[] free = first.request().body().array();
        assertThat(late("third").request().body().array()).isSameAs(free);
        assertThat(late("fourth").request().body().array()).isNotSameAs(free);
        assertThat(second.request().body().text()).isEqualTo("second");
    }

    @Test
    void aPlaceThatIsTakenBehindTheEndIsFreeAtOnce() throws Exception {
        StreamPlaces places = new StreamPlaces(1);
        Exchange exchange = late("");
        Waiting.until("the end", exchange::hasEnded);
        assertThat(exchange.tryEnter(places)).isTrue();
        assertThat(places.taken()).isZero();
    }
}
