package junretsu.items.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import junretsu.config.Share;
import junretsu.load.http.HttpTarget;
import junretsu.load.http.RequestBuffer;
import junretsu.testing.FlagSettings;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemSourceTest {
    private static final HttpTarget TARGET = HttpTarget.parse("http://localhost");

    @ParameterizedTest
    @CsvSource({"50%,1000", "7%,999", "100%,500", "0%,100", "33.3%,1001"})
    void exactlyTheShareIsNew(String share, int count) {
        List<String> items = draw(source(1, share, 1, 0), 7, count);
        assertThat(items).hasSize(count);
        assertThat(new HashSet<>(items))
                .hasSize((int) Math.max(1, Share.parse(share).ceilOf(count)));
    }

    @Test
    void connectionsShareNoItemAndARunRepeatsWithItsSeed() {
        Set<String> all = new HashSet<>();
        for (int connection = 0; connection < 5; connection++) {
            all.addAll(draw(source(1, "50%", 5, connection), 10, 2_000));
        }
        assertThat(all).hasSize(5_000);
        assertThat(draw(source(1, "50%", 5, 3), 10, 2_000)).isEqualTo(draw(source(1, "50%", 5, 3), 10, 2_000));
        assertThat(draw(source(2, "50%", 5, 3), 10, 2_000)).doesNotContainAnyElementsOf(all);
    }

    @Test
    void anItemRepeatedHasTheTenantThatItHadFirst() {
        Set<String> ids = new HashSet<>();
        Set<String> places = new HashSet<>(draw(source(1, "10%", 1, 0), 100, 10_000));
        places.forEach(place -> ids.add(place.substring(place.indexOf('/') + 1)));
        assertThat(ids).hasSameSizeAs(places);
    }

    @Test
    void aRepeatedItemIsAsLikelyAnEarlyOneAsALateOne() {
        List<String> items = draw(source(1, "10%", 1, 0), 1_000, 100_000);
        List<String> order = new ArrayList<>(new java.util.LinkedHashSet<>(items));
        String early = order.get(10);
        String late = order.get(5_000);
        long sinceLate = items.size() - items.indexOf(late);
        assertThat(items.subList(items.indexOf(late) + 1, items.size()).stream()
                        .filter(early::equals)
                        .count())
                .isBetween(1L, sinceLate / 500);
        assertThat(items.stream().filter(late::equals).count()).isBetween(2L, 30L);
    }

    @Test
    void inAKillCheckEverySecondItemIsSentOnceOnly() {
        List<String> items = draw(source(1, "10%", 1, 0, "true"), 100, 10_000);
        List<String> order = new ArrayList<>(new java.util.LinkedHashSet<>(items));
        assertThat(order).hasSize(1_000);
        for (int i = 1; i < order.size(); i += 2) {
            assertThat(java.util.Collections.frequency(items, order.get(i))).isEqualTo(1);
        }
        assertThat(java.util.Collections.frequency(items, order.get(0))).isGreaterThan(1);
    }

    @Test
    void knowsWhatWasSentAndWhatWasAcknowledged() {
        ItemSource source = source(1, "100%", 2, 1);
        ItemNames names = names(1, 3, 36);
        RequestBuffer request = post();
        for (int batch = 0; batch < 4; batch++) {
            source.draw(10, request);
            if (batch < 3) {
                source.sent();
            }
            if (batch == 1) {
                assertThat(source.acknowledge()).isEqualTo(10);
                assertThat(source.acknowledge()).isZero();
            }
        }
        long[] sent = new long[100];
        long[] acknowledged = new long[100];
        source.addSent(sent);
        source.addAcknowledged(acknowledged);
        assertThat(source.distinctSent()).isEqualTo(30);
        assertThat(java.util.Arrays.stream(sent).sum()).isEqualTo(30);
        assertThat(source.distinctAcknowledged()).isEqualTo(10);
        assertThat(java.util.Arrays.stream(acknowledged).sum()).isEqualTo(10);
        List<Long> numbers = new ArrayList<>();
        source.eachAcknowledged(numbers::add);
        assertThat(numbers).startsWith(21L, 23L).hasSize(10);
        assertThat(source.neverDrawn(0)).isEqualTo(81);
        assertThat(names.id(21)).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 36, 512})
    void idsHaveTheLengthAskedForAndFitTheRoom(int idBytes) {
        ItemNames names = names(9, 1_000_000, idBytes);
        byte[] into = new byte[ItemNames.bytesMax(idBytes)];
        for (long number = 0; number < 1_000; number++) {
            int end = names.write(number, into, 0);
            assertThat(new String(into, 0, end, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("{\"id\":\"" + names.id(number) + "\",\"tenant\":\""
                            + names.tenantName(names.tenant(number)) + "\"}");
            assertThat(names.id(number)).hasSize(idBytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,0", "100,1", "100,0", "1000,1"})
    void tenantsGetTheirShares(int tenants, double exponent) {
        TenantMix mix = new TenantMix(tenants, exponent);
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        int draws = 2_000_000;
        int[] counts = new int[tenants];
        for (int i = 0; i < draws; i++) {
            counts[mix.tenant(random.nextLong())]++;
        }
        double sum = 0;
        for (int k = 1; k <= tenants; k++) {
            sum += Math.pow(k, -exponent);
        }
        for (int k = 1; k <= tenants; k++) {
            double expected = draws * Math.pow(k, -exponent) / sum;
            assertThat((double) counts[k - 1]).as("tenant " + k).isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    private static ItemNames names(long seed, int tenants, int idBytes) {
        return new ItemNames(seed, new TenantMix(tenants, 1), idBytes);
    }

    private static ItemSource source(long seed, String share, int connections, int connection) {
        return source(seed, share, connections, connection, "false");
    }

    private static ItemSource source(long seed, String share, int connections, int connection, String killCheck) {
        ItemsBlastConfig config = ItemsBlastConfig.from(FlagSettings.of(
                "seed",
                Long.toString(seed),
                "unique",
                share,
                "connections",
                Integer.toString(connections),
                "batch",
                "1000",
                "kill-check",
                killCheck));
        return new ItemSource(names(seed, 100, 36), config, connection);
    }

    private static RequestBuffer post() {
        return new RequestBuffer().begin("POST", TARGET, "/items", "application/json");
    }

    /** Items as tenant/id. */
    private static List<String> draw(ItemSource source, int batch, int count) {
        List<String> items = new ArrayList<>();
        RequestBuffer request = post();
        while (items.size() < count) {
            source.draw(Math.min(batch, count - items.size()), request);
            int start = request.end() - request.bodyLength();
            String body =
                    new String(request.room(0), start, request.bodyLength(), java.nio.charset.StandardCharsets.UTF_8);
            for (Object item : (List<?>) JsonReader.read(body)) {
                Map<?, ?> fields = (Map<?, ?>) item;
                items.add(fields.get("tenant") + "/" + fields.get("id"));
            }
        }
        return items;
    }
}
