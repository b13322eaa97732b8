package junretsu.users.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import junretsu.users.account.SecondFactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
    private static final long NOW_MS = 1_111_111_109_000L;

    private final SecondFactor factor = new SecondFactor(SECRET, 0, List.of());

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void givesTheCodesOfRfc6238WhichHaveEightDigits(long seconds, String code) {
        assertThat(String.format("%08d", Totp.truncated(SECRET, seconds / 30) % 100_000_000))
                .isEqualTo(code);
        assertThat(Totp.code(SECRET, seconds / 30)).isEqualTo(code.substring(2));
    }

    @Test
    void aCodeIsTakenOnce() {
        SecondFactor used = Totp.use(factor, "081804", NOW_MS);
        assertThat(used.usedStep()).isEqualTo(NOW_MS / 30_000);
        assertThat(Totp.use(used, "081804", NOW_MS)).isNull();
        assertThat(Totp.use(factor, " 081 804", NOW_MS)).isNotNull();
    }

    @Test
    void clocksMayDifferByOneStep() {
        assertThat(Totp.use(factor, "081804", NOW_MS + 30_000)).isNotNull();
        assertThat(Totp.use(factor, "081804", NOW_MS - 30_000)).isNotNull();
        assertThat(Totp.use(factor, "081804", NOW_MS + 60_000)).isNull();
        assertThat(Totp.use(factor, "081804", NOW_MS - 60_000)).isNull();
    }

    @Test
    void aCodeBeforeOneThatWasUsedIsTakenNoMore() {
        SecondFactor used = Totp.use(factor, Totp.code(SECRET, NOW_MS / 30_000 + 1), NOW_MS);
        assertThat(Totp.use(used, "081804", NOW_MS)).isNull();
    }

    @Test
    void whatIsNoCodeIsRefused() {
        for (String code : List.of("", "08180", "0081804", "81804", "abcdef", "٠٨١٨٠٤")) {
            assertThat(Totp.use(factor, code, NOW_MS)).as(code).isNull();
        }
    }

    @Test
    void anAppReadsTheSecretFromTheAddress() {
        assertThat(Totp.uri("The Show", "alice", SECRET))
                .isEqualTo("otpauth://totp/The%20Show:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=The%20Show"
                        + "&algorithm=SHA1&digits=6&period=30");
        assertThat(Totp.typed(SECRET)).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assertThat(Totp.secret()).hasSize(20).isNotEqualTo(Totp.secret());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfRfc4648(String text, String encoded) {
        assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void aRecoveryCodeIsTakenOnceHoweverItIsTyped() {
        List<String> codes = RecoveryCodes.create();
        assertThat(codes).hasSize(10).allMatch(code -> code.matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}"));
        assertThat(new HashSet<>(codes)).hasSize(10);
        SecondFactor fresh = RecoveryCodes.factor(SECRET, codes);
        assertThat(RecoveryCodes.use(fresh, codes.get(3).substring(1))).isNull();
        SecondFactor left = RecoveryCodes.use(fresh, codes.get(3).toLowerCase().replace('-', ' '));
        assertThat(left.recoveryHashes()).hasSize(9);
        assertThat(left.secret()).isSameAs(SECRET);
        assertThat(RecoveryCodes.use(left, codes.get(3))).isNull();
        assertThat(RecoveryCodes.use(left, codes.get(4)).recoveryHashes()).hasSize(8);
        assertThat(RecoveryCodes.use(left, "")).isNull();
    }
}
