package junretsu.votes.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junretsu.text.QrPath;
import junretsu.votes.crowd.Crowd;
import junretsu.web.Pages;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/** The crowd's page and the QR code that leads to it. Its methods may be called by any thread. */
final class PhonePage {
    private static final String SVG = "image/svg+xml";
    private static final List<String> PARTS = List.of(
            "vote.css",
            "vote.js",
            "vote-buttons.js",
            "vote-colour.js",
            "vote-feel.js",
            "vote-ledger.js",
            "vote-line.js",
            "vote-links.js",
            "vote-stage.js",
            "vote-words.js");

    private final Supplier<PhoneAddress> address;
    private final Crowd crowd;

    PhonePage(Supplier<PhoneAddress> address, Crowd crowd) {
        this.address = address;
        this.crowd = crowd;
    }

    /** The paths of the page. No page of another site may frame it, and have people vote there unknowingly. */
    Route[] routes() {
        Route qr = Route.view("/vote/qr.svg", "The QR code of the crowd's page", this::code)
                .returns(SVG);
        Stream<Route> parts = PARTS.stream().map(name -> Pages.page("/" + name, name));
        return Stream.concat(Stream.of(crowd.page(Pages.unframed("/vote", "vote.html")), qr), parts)
                .toArray(Route[]::new);
    }

    private Response code(Request request) {
        String svg = QrPath.of(address.get().page(request)).svg();
        return Response.of(200, SVG, svg.getBytes(StandardCharsets.US_ASCII));
    }
}
