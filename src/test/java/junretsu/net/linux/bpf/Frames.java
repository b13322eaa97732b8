package junretsu.net.linux.bpf;

import java.nio.ByteBuffer;
import java.util.Random;

/** Ethernet frames of UDP as a sender makes them, and such as have one thing wrong. */
final class Frames {
    static final byte[] MAC = {0x02, 0x11, (byte) 0xf2, 0x33, 0x44, (byte) 0xf5};
    static final int PORT = 9999;
    static final byte[] IPV4 = {10, 9, 0, 2};
    static final byte[] IPV6 = {(byte) 0xfd, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};

    private Frames() {}

    /** A frame that is ours, made of the parts that vary; IPv6 comes from one of 4 networks. */
    static byte[] frame(boolean isIpv6, boolean isTagged, boolean hasChecksum, byte[] payload, Random random) {
        int ip = isTagged ? 18 : 14;
        int udp = ip + (isIpv6 ? 40 : 20);
        ByteBuffer frame = ByteBuffer.allocate(Math.max(60, udp + 8 + payload.length));
        frame.put(MAC).put(new byte[] {2, 0, 0, 0, 0, 1});
        if (isTagged) {
            frame.putShort((short) 0x8100).putShort((short) (random.nextInt(8) << 13));
        }
        frame.putShort((short) (isIpv6 ? 0x86dd : 0x0800));
        int length = 8 + payload.length;
        byte[] source = isIpv6 ? IPV6.clone() : IPV4.clone();
        source[source.length - 1] = (byte) (3 + random.nextInt(200));
        if (isIpv6) {
            source[7] = (byte) random.nextInt(4);
            frame.putInt(0x60000000).putShort((short) length).put((byte) 17).put((byte) 64);
            frame.put(source).put(IPV6);
        } else {
            frame.put((byte) 0x45).put((byte) random.nextInt()).putShort((short) (20 + length));
            frame.putShort((short) random.nextInt()).putShort((short) (random.nextBoolean() ? 0x4000 : 0));
            frame.put((byte) 64).put((byte) 17).putShort((short) 0).put(source).put(IPV4);
            frame.putShort(ip + 10, (short) ~sum(frame.array(), ip, 20, 0));
        }
        frame.putShort((short) random.nextInt())
                .putShort((short) PORT)
                .putShort((short) length)
                .putShort((short) 0);
        frame.put(payload);
        if (hasChecksum) {
            int addresses = isIpv6 ? ip + 8 : ip + 12;
            int pseudo = sum(frame.array(), addresses, udp - addresses, 17 + length);
            int checksum = ~sum(frame.array(), udp, length, pseudo) & 0xFFFF;
            frame.putShort(udp + 6, (short) (checksum == 0 ? 0xFFFF : checksum));
        }
        return frame.array();
    }

    /** RFC 1071, of big-endian words. */
    static int sum(byte[] bytes, int from, int length, int begin) {
        long sum = begin;
        for (int i = 0; i < length; i++) {
            sum += (long) (bytes[from + i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }
}
