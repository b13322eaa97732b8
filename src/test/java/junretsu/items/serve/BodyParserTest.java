package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import junretsu.items.log.Tenant;
import junretsu.testing.Seed;
import junretsu.text.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyParserTest {
    private static final int TENANTS_MAX = 100;

    private Tenants tenants = new Tenants(new byte[16], TENANTS_MAX);
    private BodyParser parser = new BodyParser(tenants);
    private final ItemBatch batch = new BatchPool(Long.MAX_VALUE).take();

    private record Item(String tenant, String id) {}

    @Test
    void readsAnArrayOneObjectAndALineEachAlike() {
        List<Item> items = List.of(new Item("t", "a"), new Item("u", "b"));
        assertThat(json("[{\"id\":\"a\",\"tenant\":\"t\"}, {\"tenant\":\"u\",\"x\":[{}],\"id\":\"b\"}]", false))
                .isEqualTo(items);
        assertThat(json("{\"id\":\"a\",\"tenant\":\"t\"}", false)).isEqualTo(items.subList(0, 1));
        assertThat(lines("{\"id\":\"a\",\"tenant\":\"t\"}\r\n\n {\"tenant\":\"u\",\"id\":\"b\"}"))
                .isEqualTo(items);
        assertThat(json("[]", false)).isEmpty();
    }

    @Test
    void takesTextsForWhatTheyStandForNotForHowTheyAreWritten() {
        String escaped =
                "[{\"id\":\"\\u00e4\\n\\u0000\",\"\\u0074enant\":\"a\\/b\"},{\"id\":\"ä\\n\\u0000\",\"tenant\":\"a/b\"}]";
        assertThat(json(escaped, false)).containsExactly(new Item("a/b", "ä\n\0"), new Item("a/b", "ä\n\0"));
        assertThat(batch.fingerprints()[0]).isEqualTo(batch.fingerprints()[2]);
        assertThat(json("[{\"id\":\"\\u00e4\",\"tenant\":\"t\"},{\"id\":\"a\\u0308\",\"tenant\":\"t\"}]", false))
                .hasSize(2);
        assertThat(batch.fingerprints()[0]).isNotEqualTo(batch.fingerprints()[2]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tenant\":\"t\"} | there is no id",
                "{\"id\":\"a\"} | there is no tenant",
                "{\"id\":\"\",\"tenant\":\"t\"} | the id is empty",
                "{\"id\":\"a\",\"tenant\":\"\"} | the tenant is empty",
                "{\"id\":5,\"tenant\":\"t\"} | the id is no string",
                "{\"id\":\"a\",\"tenant\":null} | the tenant is no string",
                "7 | an object with id and tenant was expected"
            })
    void aBadItemIsNamedOrPassedOver(String item, String problem) {
        String body = "[{\"id\":\"a\",\"tenant\":\"t\"}," + item + ",{\"id\":\"b\",\"tenant\":\"t\"}]";
        assertThatThrownBy(() -> json(body, false))
                .isInstanceOf(BadItem.class)
                .hasMessageContaining("item 1: " + problem)
                .hasMessageContaining("nothing of this body was taken");
        assertThat(json(body, true)).containsExactly(new Item("t", "a"), new Item("t", "b"));
        assertThat(batch.accepted()).isEqualTo(2);
        assertThat(batch.skipped()).isEqualTo(1);
    }

    @Test
    void idsAndTenantsMayHave512BytesAndNotOneMore() {
        String longest = "ä".repeat(256);
        assertThat(json(item(longest, longest), false)).containsExactly(new Item(longest, longest));
        assertThatThrownBy(() -> json(item(longest, longest + "x"), false))
                .hasMessageContaining("id is longer than 512");
        assertThatThrownBy(() -> json(item(longest + "x", longest), false))
                .hasMessageContaining("tenant is longer than 512");
    }

    @Test
    void aLineThatIsNoJsonIsFoundByItsPlaceInTheWholeBody() {
        assertThatThrownBy(() -> lines("{\"id\":\"a\",\"tenant\":\"t\"}\n{\"id\":\"b\"?"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("at byte 33");
    }

    @Test
    void anIdALineBelongsToTheTenantOfThePath() {
        byte[] body = "a\r\n\nb c\nd".getBytes(StandardCharsets.UTF_8);
        begin(body, false).readIds(body.length, true, "t".getBytes(StandardCharsets.UTF_8));
        assertThat(items()).containsExactly(new Item("t", "a"), new Item("t", "b c"), new Item("t", "d"));
        byte[] bad = {'a', '\n', (byte) 0xff, '\n'};
        assertThatThrownBy(() -> begin(bad, false).readIds(4, true, new byte[] {'t'}))
                .hasMessageContaining("item 1: the id is not UTF-8");
    }

    @Test
    void anItemIsInItsWindowToo() {
        byte[] body = item("t", "a").getBytes(StandardCharsets.UTF_8);
        parser.begin(batch.reset(body, false), body, false, 86_400_000).readJson(body.length, true);
        assertThat(batch.accepted()).isEqualTo(1);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.tenant(1)).isSameAs(tenants.get("t").windows().get(86_400_000L));
        assertThat(batch.fingerprints()[0]).isNotEqualTo(batch.fingerprints()[2]);
    }

    @Test
    void tooManyTenantsAreRejectedAndThoseThatAreThereCountOn() {
        for (int i = 0; i < TENANTS_MAX; i++) {
            json(item("t" + i, "a"), false);
        }
        assertThatThrownBy(() -> json(item("one more", "a"), false)).hasMessageContaining("--tenants-max");
        assertThat(json(item("t7", "b"), false)).hasSize(1);
    }

    @Test
    void itemsOfManyTenantsStayInTheirOrderAndWithTheirTenants() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int count : new int[] {1, 63, 64, 65, 128, 1_000}) {
            List<Item> sent = new ArrayList<>();
            StringBuilder body = new StringBuilder("[");
            for (int i = 0; i < count; i++) {
                boolean isSame = i > 0 && random.nextBoolean();
                sent.add(new Item(isSame ? sent.get(i - 1).tenant() : "t" + random.nextInt(50), "id " + i));
                body.append(i == 0 ? "" : ",").append(item(sent.get(i).tenant(), "id " + i));
            }
            assertThat(json(body.append(']').toString(), false))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
            tenants.erase(tenants.get(sent.get(0).tenant()), 1);
        }
    }

    @Test
    void theItemWhoseTenantIsOneTooManyIsNamed() {
        StringBuilder body = new StringBuilder("[" + item("t0", "a"));
        for (int i = 1; i <= TENANTS_MAX; i++) {
            body.append(',').append(item("t" + i, "a"));
        }
        assertThatThrownBy(() -> json(body + "]", false)).hasMessageStartingWith("item " + TENANTS_MAX + ": ");
    }

    @Test
    void whateverIsCutOutOfABodyOrChangedInItIsReadOrRejectedWithItsPlace() {
        long seed = Seed.draw();
        int rounds = Integer.getInteger("junretsu.bodies", 50_000);
        Random random = new Random(seed);
        byte[] whole = ("[" + item("tä", "\\u00e4x") + "," + item("t", "1") + "]").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < rounds; i++) {
            byte[] body = whole.clone();
            int length = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                begin(body, random.nextBoolean()).readJson(length, true);
            } catch (JsonException e) {
                assertThat(e.offset()).as("seed %d, round %d", seed, i).isBetween(0, length);
            } catch (BadItem e) {
                assertThat(e).as("seed %d, round %d", seed, i).message().matches("item \\d+: .*");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }

    @Test
    void aBodyInPartsIsReadAsAWholeOneWhereverItIsCut() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        tenants = new Tenants(new byte[16], Integer.MAX_VALUE);
        parser = new BodyParser(tenants);
        for (int i = 0; i < Integer.getInteger("junretsu.bodies", 20_000); i++) {
            byte[] body = RandomBodies.next(random);
            boolean isLines = random.nextBoolean();
            boolean skipsBad = random.nextBoolean();
            String whole = outcome(() -> {
                byte[] copy = body.clone();
                begin(copy, skipsBad);
                read(isLines, copy.length, true);
            });
            String inParts = outcome(() -> readInParts(body, isLines, skipsBad, random));
            assertThat(inParts)
                    .as("seed %d, body %d: %s", seed, i, new String(body, StandardCharsets.ISO_8859_1))
                    .isEqualTo(whole);
        }
    }

    private String outcome(Runnable reading) {
        try {
            reading.run();
            return batch.accepted() + " " + batch.skipped() + " " + items();
        } catch (JsonException | BadItem e) {
            return e.toString();
        }
    }

    private int read(boolean isLines, int length, boolean isLast) {
        return isLines ? parser.readLines(length, isLast) : parser.readJson(length, isLast);
    }

    /** As a server does: what was not read comes again, in an array that had another part before. */
    private void readInParts(byte[] body, boolean isLines, boolean skipsBad, Random random) {
        parser.begin(batch.reset(null, true), null, skipsBad, Tenant.TOTAL);
        byte[] array = new byte[body.length];
        int longest = 1 + random.nextInt(1 + body.length);
        int end = 0;
        int read = 0;
        do {
            int more = Math.min(1 + random.nextInt(longest), body.length - end);
            System.arraycopy(body, end, array, end - read, more);
            end += more;
            parser.part(array, read, Tenant.TOTAL);
            int taken = read(isLines, end - read, end == body.length);
            read += taken;
            System.arraycopy(array, taken, array, 0, end - read);
            Arrays.fill(array, end - read, array.length, (byte) '"');
        } while (end < body.length);
    }

    private static String item(String tenant, String id) {
        return "{\"id\":\"" + id + "\",\"tenant\":\"" + tenant + "\"}";
    }

    private BodyParser begin(byte[] body, boolean skipsBad) {
        return parser.begin(batch.reset(body, false), body, skipsBad, Tenant.TOTAL);
    }

    private List<Item> json(String text, boolean skipsBad) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        begin(body, skipsBad).readJson(body.length, true);
        return items();
    }

    private List<Item> lines(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        begin(body, false).readLines(body.length, true);
        return items();
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String id = new String(batch.idBytes(i), batch.idFrom(i), batch.idLength(i), StandardCharsets.UTF_8);
            items.add(new Item(batch.tenant(i).name(), id));
        }
        return items;
    }
}
