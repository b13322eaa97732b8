package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.HostPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverFilesTest {
    @TempDir
    Path directory;

    private HandoverFiles coming;
    private HandoverFiles going;

    @BeforeEach
    void open() {
        coming = new HandoverFiles(directory);
        going = new HandoverFiles(directory);
    }

    @Test
    void aRequestIsAnsweredAndThenBound() throws IOException {
        assertThat(going.request()).isNull();
        try (HandoverFiles.Standing standing = coming.ask(3, directory.resolve("counts"))) {
            HandoverFiles.Request request = going.request();
            assertThat(request)
                    .isEqualTo(new HandoverFiles.Request(
                            3, directory.resolve("counts").toString(), request.name(), false));
            assertThat(standing.answer()).isNull();
            going.agree(request, 5, HostPort.parse("[::1]:9999"));
            assertThat(standing.answer())
                    .isEqualTo(new HandoverFiles.Answer(
                            ProcessHandle.current().pid(), null, 5, new HostPort("::1", 9999)));
            standing.go();
            assertThat(going.request().isBound()).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRefusalIsASentence() throws IOException {
        try (HandoverFiles.Standing standing = coming.ask(1, null)) {
            assertThat(going.request().place()).isNull();
            going.refuse(going.request(), "it has --engine nio");
            assertThat(standing.answer().refusal()).isEqualTo("it has --engine nio");
        }
    }

    @Test
    void oneAsksAtATimeAndAnAnswerToAnEarlierOneIsNotItsOwn() throws IOException {
        HandoverFiles.Request earlier;
        try (HandoverFiles.Standing first = coming.ask(1, null)) {
            assertThat(first).isNotNull();
            assertThat(new HandoverFiles(directory).ask(1, null)).isNull();
            earlier = going.request();
        }
        try (HandoverFiles.Standing second = coming.ask(1, null)) {
            going.agree(earlier, 1, HostPort.parse("*:1"));
            assertThat(second.answer()).isNull();
            going.agree(going.request(), 2, HostPort.parse("*:1"));
            assertThat(second.answer().firstBlock()).isEqualTo(2);
        }
    }

    @Test
    void theRequestOfAProcessThatHasEndedGivesWayToTheNext() throws IOException {
        Files.writeString(directory.resolve("handover"), "junretsu handover 1\n1\n-\n0123\ngo\n");
        assertThat(going.request()).isNull();
        try (HandoverFiles.Standing standing = coming.ask(2, null)) {
            assertThat(going.request().threads()).isEqualTo(2);
            assertThat(standing.answer()).isNull();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoneOfAHandoverIsLeftAsItIs() throws IOException {
        Path file = directory.resolve("handover");
        Files.writeString(file, "the plan of the evening");
        assertThat(going.request()).isNull();
        assertThatThrownBy(() -> coming.ask(1, null)).hasMessageContaining("is no file of a handover");
        assertThat(file).hasContent("the plan of the evening");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("plan"), "junretsu handover 1\n");
        Files.createSymbolicLink(directory.resolve("handover"), target);
        assertThat(going.request()).isNull();
        assertThatThrownBy(() -> coming.ask(1, null)).hasMessageContaining("is no file of a handover");
        assertThat(target).exists();
    }
}
