package junretsu.net.linux.bpf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A UDP datagram as it stands on the wire, behind the hardware addresses, with one thing unusual or none. */
public final class TestDatagram {
    private static final int MTU = 1500;
    private static final int FRAGMENT_IPV6 = 44;
    private static final int HOP_BY_HOP = 0;
    private static final int UDP = 17;
    private static final int RIGHT = -1;

    private final byte[] source;
    private final byte[] target;
    private final int port;
    private final byte[] votes;
    private int[] tags = {};
    private int sourcePort = 40_000;
    private int options;
    private int checksum = RIGHT;
    private int fragmentBytes = MTU;

    private TestDatagram(byte[] source, byte[] target, int port, byte[] votes) {
        this.source = source;
        this.target = target;
        this.port = port;
        this.votes = votes;
    }

    /** @param from and to addresses of one family */
    public static TestDatagram of(String from, String to, int port, byte... votes) throws UnknownHostException {
        return new TestDatagram(
                InetAddress.getByName(from).getAddress(),
                InetAddress.getByName(to).getAddress(),
                port,
                votes);
    }

    /** VLAN tags, the outermost first. */
    public TestDatagram tagged(int... ids) {
        tags = ids.clone();
        return this;
    }

    public TestDatagram fromPort(int number) {
        sourcePort = number;
        return this;
    }

    /** With four bytes of IPv4 options, or a hop-by-hop header of IPv6. */
    public TestDatagram withOptions() {
        options = isIpv6() ? 8 : 4;
        return this;
    }

    public TestDatagram withoutChecksum() {
        checksum = 0;
        return this;
    }

    public TestDatagram withWrongChecksum() {
        int right = sum();
        checksum = right ^ 0x0100;
        return this;
    }

    /** Cut into packets of so many bytes, though one could hold it. */
    public TestDatagram inFragmentsOf(int bytes) {
        fragmentBytes = bytes;
        return this;
    }

    public byte[] votes() {
        return votes;
    }

    private boolean isIpv6() {
        return source.length == 16;
    }

    /** The frames, each from the type of what follows the hardware addresses. */
    public List<byte[]> frames() {
        byte[] udp = udp();
        List<byte[]> frames = new ArrayList<>();
        if (udp.length + headerBytes() <= fragmentBytes) {
            frames.add(frame(udp, 0, udp.length));
        } else {
            int each = (fragmentBytes - headerBytes() - 8) / 8 * 8;
            for (int at = 0; at < udp.length; at += each) {
                frames.add(frame(udp, at, Math.min(each, udp.length - at)));
            }
        }
        return frames;
    }

    private int headerBytes() {
        return (isIpv6() ? 40 : 20) + options;
    }

    private byte[] udp() {
        ByteBuffer udp = ByteBuffer.allocate(8 + votes.length);
        udp.putShort((short) sourcePort).putShort((short) port).putShort((short) (8 + votes.length));
        udp.putShort((short) (checksum == RIGHT ? sum() : checksum)).put(votes);
        return udp.array();
    }

    private int sum() {
        ByteBuffer summed = ByteBuffer.allocate(2 * source.length + 12 + 8 + votes.length);
        summed.put(source).put(target).putInt(8 + votes.length).putInt(UDP);
        summed.putShort((short) sourcePort).putShort((short) port).putShort((short) (8 + votes.length));
        summed.putShort((short) 0).put(votes);
        int sum = ~Frames.sum(summed.array(), 0, summed.position(), 0) & 0xFFFF;
        return sum == 0 ? 0xFFFF : sum;
    }

    private byte[] frame(byte[] udp, int at, int bytes) {
        boolean isFragment = bytes < udp.length;
        boolean hasMore = at + bytes < udp.length;
        ByteBuffer frame = ByteBuffer.allocate(4 * tags.length + 2 + headerBytes() + 8 + bytes);
        for (int tag : tags) {
            frame.putShort((short) 0x8100).putShort((short) tag);
        }
        if (isIpv6()) {
            ipv6(frame, bytes, isFragment, at | (hasMore ? 1 : 0));
        } else {
            ipv4(frame, bytes, at / 8 | (hasMore ? 0x2000 : 0));
        }
        frame.put(udp, at, bytes);
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    private void ipv4(ByteBuffer frame, int bytes, int fragment) {
        frame.putShort((short) 0x0800);
        int ip = frame.position();
        int length = headerBytes();
        frame.put((byte) (0x40 | length / 4)).put((byte) 0).putShort((short) (length + bytes));
        frame.putShort((short) sourcePort)
                .putShort((short) fragment)
                .put((byte) 64)
                .put((byte) UDP);
        frame.putShort((short) 0).put(source).put(target);
        for (int i = 0; i < options; i++) {
            frame.put((byte) 1);
        }
        frame.putShort(ip + 10, (short) ~Frames.sum(frame.array(), ip, length, 0));
    }

    private void ipv6(ByteBuffer frame, int bytes, boolean isFragment, int fragment) {
        int first = isFragment ? FRAGMENT_IPV6 : UDP;
        frame.putShort((short) 0x86dd).putInt(0x6000_0000);
        frame.putShort((short) (bytes + options + (isFragment ? 8 : 0)));
        frame.put((byte) (options > 0 ? HOP_BY_HOP : first))
                .put((byte) 64)
                .put(source)
                .put(target);
        if (options > 0) {
            // Six bytes of padding, RFC 8200 4.2.
            frame.put((byte) first).put((byte) 0).put((byte) 1).put((byte) 4).putInt(0);
        }
        if (isFragment) {
            frame.put((byte) UDP).put((byte) 0).putShort((short) fragment).putInt(sourcePort);
        }
    }
}
