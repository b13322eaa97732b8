package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import junretsu.testing.NetworkSpace;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The senders of a crowd share a program, so that the kernel need not prepare itself for each of their runs. */
class CrowdFramesIT {
    private static final byte[] OF_NOBODYS_PROTOCOL = {(byte) 0x88, (byte) 0xb5, 1, 2, 3};
    private static final int RUNS = 20;

    @AutoClose
    private NetworkSpace space;

    @BeforeEach
    void lay() throws Exception {
        Bpf.calls();
        space = NetworkSpace.make();
    }

    @Test
    void aRunOfEachSenderIsQuickerThanThatOfAProgramThatIsAttachedNowhere() throws Exception {
        CrowdFrames frames = frames();
        try (Cable unattached = Cable.to(space.address(), space.outerCable());
                CrowdSender first = frames.open();
                CrowdSender second = frames.open()) {
            send(first, 1);
            send(second, 1);
            long begun = System.nanoTime();
            for (int i = 0; i < RUNS; i++) {
                unattached.send(OF_NOBODYS_PROTOCOL, 2);
            }
            long slowNanos = System.nanoTime() - begun;
            for (CrowdSender sender : new CrowdSender[] {first, second}) {
                begun = System.nanoTime();
                for (int i = 0; i < RUNS; i++) {
                    send(sender, 1);
                }
                assertThat(System.nanoTime() - begun).isLessThan(slowNanos / 2);
            }
        }
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

    private CrowdFrames frames() throws Exception {
        return Crowd.frames("10.201.0.0/24", space.address(), 9999, space.outerCable());
    }
}
