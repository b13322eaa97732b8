package junretsu.net.linux.bpf;

import static junretsu.net.linux.bpf.Condition.ABOVE;
import static junretsu.net.linux.bpf.Condition.AT_LEAST;
import static junretsu.net.linux.bpf.Condition.EQUAL;
import static junretsu.net.linux.bpf.KernelFunction.MAP_LOOKUP;
import static junretsu.net.linux.bpf.KernelFunction.REDIRECT;
import static junretsu.net.linux.bpf.Register.R0;
import static junretsu.net.linux.bpf.Register.R1;
import static junretsu.net.linux.bpf.Register.R10;
import static junretsu.net.linux.bpf.Register.R2;
import static junretsu.net.linux.bpf.Register.R3;
import static junretsu.net.linux.bpf.Register.R4;
import static junretsu.net.linux.bpf.Register.R6;
import static junretsu.net.linux.bpf.Register.R7;
import static junretsu.net.linux.bpf.Register.R8;
import static junretsu.net.linux.bpf.Register.R9;
import static junretsu.net.linux.bpf.Width.BYTE;
import static junretsu.net.linux.bpf.Width.HALF;
import static junretsu.net.linux.bpf.Width.LONG;
import static junretsu.net.linux.bpf.Width.WORD;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.net.SourceRange;

/**
 * Fills in a frame that the kernel has made, and sends it out of an interface: its votes from the slot of the {@link
 * FrameMap} that the frame names, its source by its number; passes on what has come in there. Each frame has a source
 * address of its own until all have had a turn, then the next port. UDP has no checksum, which IPv4 allows.
 */
final class FrameProgram {
    static final int ETHERNET = 14;
    static final int IPV4 = 20;
    static final int UDP = 8;
    static final int PAYLOAD_AT = ETHERNET + IPV4 + UDP;

    /** The shortest frame of Ethernet, without its checksum. */
    private static final int FRAME_BYTES_MIN = 60;

    /** Of struct xdp_md, linux/bpf.h. A frame that the kernel made comes from the loopback interface. */
    private static final int INGRESS_INTERFACE = 12;

    /** The identification of IPv4's header, by which only fragments are told apart; in this machine's byte order. */
    private static final int SLOT_AT = ETHERNET + 4;

    private static final int IP_CHECKSUM_AT = ETHERNET + 10;
    private static final int SOURCE_AT = ETHERNET + 12;
    private static final int SOURCE_PORT_AT = ETHERNET + IPV4;

    /** Ports below are the system's. */
    private static final int PORT_MIN = 1024;

    private static final int KEY = -4;

    private FrameProgram() {}

    /**
     * The frame that is filled in, of slot 0.
     *
     * @param macs the receiver's address and the sender's, 12 bytes
     * @param target IPv4 address of the server
     * @param payload bytes of each datagram
     */
    static byte[] frame(byte[] macs, byte[] target, int port, int payload) {
        ByteBuffer frame = ByteBuffer.allocate(Math.max(FRAME_BYTES_MIN, PAYLOAD_AT + payload));
        frame.put(macs).putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + UDP + payload));
        frame.putInt(0)
                .put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(0)
                .put(target);
        frame.putShort((short) 0)
                .putShort((short) port)
                .putShort((short) (UDP + payload))
                .putShort((short) 0);
        return frame.array();
    }

    /** Names the slot that a frame's votes are in. The kernel copies the frame for each run anew. */
    static void setSlot(byte[] frame, int slot) {
        frame[SLOT_AT] = (byte) slot;
        frame[SLOT_AT + 1] = (byte) (slot >> Byte.SIZE);
    }

    /**
     * Assembles it.
     *
     * @param frame that {@link #frame} made
     */
    static LoadedProgram assemble(int map, byte[] frame, int payload, SourceRange sources, int interfaceIndex) {
        Assembler a = new Assembler();
        a.load(WORD, R2, R1, INGRESS_INTERFACE).jumpIf(R2, EQUAL, interfaceIndex, "pass");
        a.load(WORD, R6, R1, XdpProgram.DATA)
                .load(WORD, R7, R1, XdpProgram.DATA_END)
                .copy(R2, R6)
                .add(R2, frame.length)
                .jumpIf(R2, ABOVE, R7, "drop");
        a.load(HALF, R2, R6, SLOT_AT).store(WORD, R10, KEY, R2);
        a.map(R1, map).copy(R2, R10).add(R2, KEY).call(MAP_LOOKUP);
        a.jumpIf(R0, EQUAL, 0, "drop").copy(R8, R0);
        a.load(LONG, R9, R8, FrameMap.NUMBER_AT).copy(R1, R9).add(R1, 1).store(LONG, R8, FrameMap.NUMBER_AT, R1);

        a.load(LONG, R2, R8, FrameMap.BEGIN_AT).copy(R1, R9);
        a.subtract(R1, R2)
                .and(R1, FrameMap.datagrams(payload) - 1)
                .multiply(R1, payload)
                .add(R1, R8);
        for (int i = 0; i < payload; i++) {
            a.load(BYTE, R2, R1, FrameMap.VOTES_AT + i).store(BYTE, R6, PAYLOAD_AT + i, R2);
        }

        a.copy(R1, R9)
                .and(R1, (1 << sources.bits()) - 1)
                .set(R2, sources.base())
                .add(R1, R2);
        a.swapNetworkOrder(R1, 32).store(WORD, R6, SOURCE_AT, R1);
        a.copy(R1, R9).shiftRight(R1, sources.bits()).and(R1, 0xffff);
        a.jumpIf(R1, AT_LEAST, PORT_MIN, "port").add(R1, PORT_MIN);
        a.label("port").swapNetworkOrder(R1, 16).store(HALF, R6, SOURCE_PORT_AT, R1);
        checksum(a, frame);

        a.set(R1, interfaceIndex).set(R2, 0).call(REDIRECT).exit();
        a.label("drop").set(R0, XdpProgram.XDP_DROP).exit();
        a.label("pass").set(R0, XdpProgram.XDP_PASS).exit();
        return LoadedProgram.of(LoadedProgram.XDP, "junretsu_crowd", a);
    }

    /** RFC 1071: the header as it is without a source and of slot 0, then the source and the slot. */
    private static void checksum(Assembler a, byte[] frame) {
        ByteBuffer words = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int sum = 0;
        for (int at = ETHERNET; at < ETHERNET + IPV4; at += 2) {
            sum += words.getShort(at) & 0xFFFF;
        }
        a.set(R3, sum)
                .load(HALF, R1, R6, SOURCE_AT)
                .add(R3, R1)
                .load(HALF, R1, R6, SOURCE_AT + 2)
                .add(R3, R1)
                .load(HALF, R1, R6, SLOT_AT)
                .add(R3, R1);
        for (int i = 0; i < 2; i++) {
            a.copy(R1, R3).shiftRight(R1, 16).and(R3, 0xffff).add(R3, R1);
        }
        a.set(R4, 0xffff).subtract(R4, R3).store(HALF, R6, IP_CHECKSUM_AT, R4);
    }
}
