package junretsu.votes.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import junretsu.web.Pages;
import junretsu.web.Response;
import junretsu.web.Route;

/** The paths of the screen and the history: pages of the jar, the organiser's theme and logo. Any thread may call. */
final class ScreenPages {
    /** Served under their own names. */
    private static final List<String> FILES = List.of(
            "again.js",
            "ask.js",
            "colours.js",
            "language.js",
            "page.css",
            "page.js",
            "screen.css",
            "theme-bright.css",
            "theme-contrast.css",
            "screen.js",
            "screen-bars.js",
            "screen-dress.js",
            "screen-letters.js",
            "screen-milestones.js",
            "screen-pace.js",
            "screen-reveal.js",
            "screen-spark.js",
            "screen-stage.js",
            "screen-stream.js",
            "screen-total.js",
            "effects.js",
            "effects-canvas.js",
            "effects-confetti.js",
            "effects-engine.js",
            "effects-fireworks.js",
            "effects-flash.js",
            "effects-gold.js",
            "effects-particles.js",
            "effects-shaders.js",
            "effects-shake.js",
            "effects-thrift.js",
            "effects-webgl.js",
            "words.js",
            "history.css",
            "history.js",
            "history-chart.js");

    /** A picture without size, so that a page without a logo asks for nothing that is missing. */
    private static final String NO_LOGO = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>";

    /** A picture opened as a page of its own runs and loads nothing. */
    private static final String PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private ScreenPages() {}

    static Route[] routes(AppearanceConfig appearance) {
        List<Route> routes = new ArrayList<>();
        routes.add(Pages.page("/", "screen.html"));
        routes.add(Pages.page("/history", "history.html"));
        for (String file : FILES) {
            routes.add(Pages.page("/" + file, file));
        }
        Response theme = Response.of(200, "text/css; charset=utf-8", bytes(appearance.theme()));
        routes.add(Route.view("/theme.css", "The organiser's style sheet", request -> theme)
                .returns("text/css"));
        Response logo = logo(appearance.logo());
        routes.add(Route.view("/logo", "The organiser's logo; without one, a picture without size", request -> logo)
                .returns("image/svg+xml"));
        return routes.toArray(Route[]::new);
    }

    private static Response logo(AppearanceConfig.Logo logo) {
        Response picture = logo == null
                ? Response.of(200, "image/svg+xml", bytes(NO_LOGO))
                : Response.of(200, logo.type(), logo.bytes());
        return picture.header("Content-Security-Policy", PICTURE_POLICY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
