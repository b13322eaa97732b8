package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import junretsu.testing.NetworkSpace;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The senders of a crowd share a program, so that the kernel need not prepare itself for each of their runs. */
class CrowdFramesIT {
    @AutoClose
    private NetworkSpace space;

    @BeforeEach
    void lay() throws Exception {
        Bpf.calls();
        space = NetworkSpace.make();
    }

    @Test
    void theirProgramIsAttachedToTheInterfaceUntilTheLastOneCloses() throws Exception {
        CrowdFrames frames = frames();
        assertThat(cable()).doesNotContain("junretsu_crowd");
        try (CrowdSender first = frames.open();
                CrowdSender second = frames.open()) {
            send(first, 1);
            String attached = cable();
            assertThat(attached).contains("junretsu_crowd");
            send(second, 1);
            send(first, 1);
            assertThat(cable()).isEqualTo(attached);
            first.close();
            assertThat(cable()).isEqualTo(attached);
        }
        assertThat(cable()).doesNotContain("junretsu_crowd");
    }

    @Test
    void sendersComeAndGoAndChangeTheirPayload() throws Exception {
        CrowdFrames frames = frames();
        for (int round = 0; round < 3; round++) {
            CrowdSender first = frames.open();
            try (CrowdSender second = frames.open()) {
                send(first, 1);
                send(second, 2);
                first.close();
                send(second, 1);
                send(second, 64);
                assertThat(second.errors()).isZero();
            }
        }
    }

    @Test
    void longerPayloadsAreRefusedWithASentence() throws Exception {
        try (CrowdSender sender = frames().open()) {
            int[] refused = new int[1];
            sender.send(
                    ByteBuffer.allocateDirect(130), 0, 65, 2, (offset, bytes, datagrams) -> refused[0] += datagrams);
            assertThat(refused[0]).isEqualTo(2);
            assertThat(sender.errors()).isEqualTo(2);
            assertThat(sender.lastError()).isEqualTo("a frame of a crowd carries up to 64 votes");
        }
    }

    private static void send(CrowdSender sender, int payload) {
        ByteBuffer votes = ByteBuffer.allocateDirect(2 * payload);
        int sent = sender.send(votes, 0, payload, 2, (offset, bytes, datagrams) -> {
            throw new AssertionError(sender.lastError());
        });
        assertThat(sent).isEqualTo(2);
    }

    /** The interface, with the name and the ID of the program that is attached to it. */
    private String cable() throws Exception {
        Process ip = new ProcessBuilder("ip", "-d", "link", "show", space.outerCable()).start();
        return new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private CrowdFrames frames() throws Exception {
        return Crowd.frames("10.201.0.0/24", space.address(), 9999, space.outerCable());
    }
}
