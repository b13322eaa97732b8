package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;

class ResponseTest {

    @Test
    void givesAnErrorTheFormThatItsPathTakes() {
        Response problem = Response.problem(400, "step", "step is \"1s\" or 1m").retryAfter(3);
        Response api = problem.rendered(ErrorForm.PROBLEM);
        assertThat(api.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(api.header("Retry-After")).isEqualTo("3");
        assertThat(JsonReader.readObject(text(api)))
                .containsEntry("type", "about:blank")
                .containsEntry("title", "Bad Request")
                .containsEntry("status", 400L)
                .containsEntry("detail", "step is \"1s\" or 1m")
                .containsEntry("field", "step");
        assertThat(text(problem.rendered(ErrorForm.TEXT))).isEqualTo("step is \"1s\" or 1m\n");
        assertThat(JsonReader.readObject(text(Response.problem(404, "none").rendered(ErrorForm.PROBLEM))))
                .doesNotContainKey("field");
        assertThat(text(problem.rendered(ErrorForm.ERROR_MEMBER)))
                .isEqualTo("{\"error\":\"step is \\\"1s\\\" or 1m\"}");
    }

    @Test
    void anErrorsFormIsThatOfItsPathsFirstSegment() {
        Routes routes = new Routes("test", "1").errors("compute", ErrorForm.ERROR_MEMBER);
        for (String path : new String[] {"/api", "/api/", "/api/x", "/api?x"}) {
            assertThat(routes.errorForm(path)).as(path).isEqualTo(ErrorForm.PROBLEM);
        }
        for (String path : new String[] {"/", "/apix", "/export", null, "/ap", "/API/x"}) {
            assertThat(routes.errorForm(path)).as(path).isEqualTo(ErrorForm.TEXT);
        }
        assertThat(routes.errorForm("/compute/7")).isEqualTo(ErrorForm.ERROR_MEMBER);
    }

    @Test
    void writesCookiesThatScriptsAndOtherSitesDoNotGet() {
        assertThat(Response.empty(204).cookie("__Host-session", "abc", 60, true).header("Set-Cookie"))
                .isEqualTo("__Host-session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void letsNobodyWriteAHeaderIntoAnother() {
        Response response = Response.empty(204);
        assertThatThrownBy(() -> response.header("Location", "/\r\nSet-Cookie: a=b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> response.header("Location", "/和")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> response.cookie("a", "b; Domain=example.org", 1, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
