package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginCheckTest {
    private final OriginCheck check =
            new OriginCheck(new HostNames(InetAddress.getLoopbackAddress(), "127.0.0.1", List.of("votes.example.org")));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "http://localhost:8090, -, false",
                "HTTP://LocalHost:8090, -, false",
                "https://votes.example.org, -, false",
                "https://votes.example.org:8443, cross-site, false",
                "http://10.0.0.7, same-origin, false",
                "-, none, false",
                "null, -, true",
                "http://evil.example, -, true",
                "http://localhost:3000, -, true",
                "http://localhost, -, true",
                "http://127.0.0.1:3000, -, true",
                "http://localhost:8090.evil.example, -, true",
                "http://evil.example, cross-site, true",
                "http://localhost:8090, cross-site, true",
                "http://localhost:3000, same-site, true",
                "-, cross-site, true",
            })
    void tellsAPageFromElsewhere(String origin, String site, boolean isForeign) {
        HttpFields.Mutable headers = HttpFields.build().put("Host", "localhost:8090");
        if (origin != null) {
            headers.put("Origin", origin);
        }
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            assertThat(check.isForeign(method, headers)).as(method).isEqualTo(isForeign);
        }
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            assertThat(check.isForeign(method, headers)).as(method).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org, example.org:80, false",
        "https://example.org, example.org:443, false",
        "https://example.org, example.org:80, true",
        "http://[::1]:8090, [::1]:8090, false"
    })
    void aSchemesOwnPortIsTheSameSaidOrNot(String origin, String host, boolean isForeign) {
        HttpFields headers = HttpFields.build().put("Host", host).put("Origin", origin);
        assertThat(check.isForeign("POST", headers)).isEqualTo(isForeign);
    }

    @Test
    void anOriginIsNotThisServersForLackOfAHost() {
        assertThat(check.isForeign("POST", HttpFields.build().put("Origin", "null")))
                .isTrue();
    }
}
