package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import junretsu.text.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCheckTest {
    private final JobAnswer answer = new JobAnswer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "63 | '\"3\",\"3\",\"7\"'",
                "63 | '7,3,3'",
                "2 | '2'",
                "1 | ''",
                "0 | '\"0\"'",
                "340282366920938463463374607431768211457 | '\"59649589127497217\",\"5704689200685129054721\"'"
            })
    void acceptsTheRightFactorsInAnyOrderAsTextsOrNumbers(String number, String results) {
        read("{\"status\":\"completed\",\"number\":\"" + number + "\",\"results\":[" + results + "]}");
        assertThat(AnswerCheck.fault(number, answer)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "63 | '3,7' | the product of [3, 7] is 21",
                "63 | '9,7' | 9 is not prime",
                "63 | '' | the product of [] is 1",
                "63 | '1,3,3,7' | '''1'' is no factor'",
                "63 | '\"-3\",\"-3\",\"7\"' | '''-3'' is no factor'",
                "63 | '\"x\"' | '''x'' is no factor'",
                "0 | '' | 0 is answered with []",
                "1 | '1' | '''1'' is no factor'",
                "561 | '561' | 561 is not prime"
            })
    void namesTheFirstFault(String number, String results, String fault) {
        read("{\"status\":\"completed\",\"number\":\"" + number + "\",\"results\":[" + results + "]}");
        assertThat(AnswerCheck.fault(number, answer)).isEqualTo(fault);
    }

    @Test
    void anAnswerAboutAnotherNumberIsWrong() {
        read("{\"status\":\"completed\",\"number\":64,\"results\":[2,2,2,2,2,2]}");
        assertThat(AnswerCheck.fault("63", answer)).isEqualTo("it shows the number 64");
        assertThat(AnswerCheck.fault("64", answer)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"2\",\"21\"' | ',\"composite\":\"21\"' | ",
                "'\"2\",\"21\"' | '' | a partial answer names no composite",
                "'\"2\"' | ',\"composite\":\"21\"' | the composite 21 is not among the results",
                "'\"6\",\"7\"' | ',\"composite\":\"7\"' | 6 is not prime",
                "'\"2\",\"3\",\"7\"' | ',\"composite\":\"7\"' | 7 is called composite and is prime"
            })
    void ofAPartialAnswerTheRestMustBeCompositeAndEverythingElsePrime(String results, String rest, String fault) {
        read("{\"status\":\"completed\",\"partial\":true,\"number\":\"42\",\"results\":[" + results + "]" + rest + "}");
        assertThat(answer.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(AnswerCheck.fault("42", answer)).isEqualTo(fault);
    }

    @Test
    void readsStatesAndWorkerTimesOfBothInterfaces() {
        read("{\"status\":\"running\",\"results\":null,\"cpu_ms\":12.5,\"deaths\":[{\"at\":1}]}");
        assertThat(answer.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(answer.cpuNanos()).isEqualTo(12_500_000);
        assertThat(answer.tookNanos()).isEqualTo(-1);
        read("{\"posted_at\":\"2026-11-21T00:00:00Z\",\"ended_at\":\"2026-11-21T00:00:01.250Z\"}");
        assertThat(answer.tookNanos()).isEqualTo(1_250_000_000);
        read("{\"status\":\"nonsense\"}");
        assertThat(answer.outcome()).isNull();
        assertThat(answer.cpuNanos()).isEqualTo(-1);
        for (String text : List.of("pending", "{}]", "{\"status\":1}", "[]", "")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void aTimeThatIsNoneIsUnknown() {
        read("{\"cpu_ms\":\"a while\",\"posted_at\":\"yesterday\",\"ended_at\":\"2026-11-21T00:00:00Z\"}");
        assertThat(answer.cpuNanos()).isEqualTo(-1);
        assertThat(answer.tookNanos()).isEqualTo(-1);
        read("{\"posted_at\":\"0001-01-01T00:00:00Z\",\"ended_at\":\"2026-11-21T00:00:00Z\"}");
        assertThat(answer.tookNanos()).isEqualTo(-1);
    }

    @Test
    void fingerprintsDifferWhereMeaningsDo() {
        long first = fingerprint("{\"status\":\"completed\",\"number\":\"63\",\"results\":[\"3\",\"3\",\"7\"]}");
        assertThat(fingerprint("{\"number\":63,\"results\":[3,3,7],\"status\":\"completed\"}"))
                .isEqualTo(first);
        assertThat(fingerprint("{\"status\":\"completed\",\"results\":[\"3\",\"7\",\"3\"]}"))
                .isNotEqualTo(first);
        assertThat(fingerprint("{\"status\":\"completed\",\"results\":[\"33\",\"7\"]}"))
                .isNotEqualTo(first);
        assertThat(fingerprint("{\"status\":\"failed\"}")).isNotEqualTo(fingerprint("{\"status\":\"cancelled\"}"));
    }

    private long fingerprint(String text) {
        read(text);
        return answer.fingerprint();
    }

    private void read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        answer.read(bytes, 0, bytes.length);
    }
}
