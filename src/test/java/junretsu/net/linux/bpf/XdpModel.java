package junretsu.net.linux.bpf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import junretsu.net.KernelCounts;

/** The XDP program in plain Java, as its Javadoc describes it, at one moment: no token comes back. */
final class XdpModel {
    private final long[] counts;
    private final int burst;
    private final Map<String, Integer> spent = new HashMap<>();

    /** @param burst the votes of each source that count */
    XdpModel(long[] counts, int burst) {
        this.counts = counts;
        this.burst = burst;
    }

    static XdpModel unlimited(long[] counts) {
        return new XdpModel(counts, Integer.MAX_VALUE);
    }

    /** Sources that have sent more than their burst. */
    long exhausted() {
        return spent.values().stream().filter(votes -> votes == burst).count();
    }

    /** Returns true when the frame is counted, false when it is passed on. */
    boolean counts(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        if (frame.length < 14 || !Arrays.equals(Arrays.copyOf(frame, 6), Frames.MAC)) {
            return false;
        }
        int ip = 14;
        if (word(bytes, 12) == 0x8100) {
            if (frame.length < 18 || (word(bytes, 14) & 0xFFF) != 0) {
                return false;
            }
            ip = 18;
        }
        int type = word(bytes, ip - 2);
        int udp = type == 0x0800 ? ip + 20 : ip + 40;
        if (type != 0x0800 && type != 0x86dd || frame.length < udp + 8) {
            return false;
        }
        boolean isOurs = type == 0x0800 ? ipv4(bytes, ip) : ipv6(bytes, ip);
        int length = word(bytes, udp + 4);
        if (!isOurs || word(bytes, udp + 2) != Frames.PORT || length < 8 || length > 72) {
            return false;
        }
        if (frame.length < udp + length || !hasRightSum(bytes, ip, udp, length)) {
            return false;
        }
        int votes = take(source(frame, ip, type), length - 8);
        for (int i = udp + 8; i < udp + 8 + votes; i++) {
            counts[frame[i] & 0xFF]++;
        }
        counts[KernelCounts.LIMITED] += length - 8 - votes;
        counts[KernelCounts.DATAGRAMS]++;
        counts[KernelCounts.PACKETS]++;
        counts[KernelCounts.EMPTY] += length == 8 ? 1 : 0;
        return true;
    }

    private int take(String source, int votes) {
        int before = spent.getOrDefault(source, 0);
        int taken = Math.min(votes, burst - before);
        spent.put(source, before + taken);
        return taken;
    }

    /** An IPv4 address, or the network of an IPv6 one. */
    private static String source(byte[] frame, int ip, int type) {
        return type == 0x0800
                ? HexFormat.of().formatHex(frame, ip + 12, ip + 16)
                : HexFormat.of().formatHex(frame, ip + 8, ip + 16);
    }

    private static boolean ipv4(ByteBuffer bytes, int ip) {
        int source = bytes.get(ip + 12) & 0xFF;
        return bytes.get(ip) == 0x45
                && bytes.get(ip + 9) == 17
                && (word(bytes, ip + 6) & ~0x4000) == 0
                && source != 0
                && source != 127
                && source < 224
                && word(bytes, ip + 2) - 20 == word(bytes, ip + 24)
                && Frames.sum(bytes.array(), ip, 20, 0) == 0xFFFF
                && at(bytes, ip + 16, Frames.IPV4)
                && !at(bytes, ip + 12, Frames.IPV4);
    }

    private static boolean ipv6(ByteBuffer bytes, int ip) {
        int source = bytes.get(ip + 8) & 0xFF;
        return (bytes.get(ip) & 0xF0) == 0x60
                && bytes.get(ip + 6) == 17
                && source >= 0x20
                && source != 0xFF
                && word(bytes, ip + 4) == word(bytes, ip + 44)
                && at(bytes, ip + 24, Frames.IPV6);
    }

    private static boolean hasRightSum(ByteBuffer bytes, int ip, int udp, int length) {
        boolean isIpv4 = udp - ip == 20;
        if (word(bytes, udp + 6) == 0) {
            return isIpv4;
        }
        int addresses = isIpv4 ? ip + 12 : ip + 8;
        int pseudo = Frames.sum(bytes.array(), addresses, udp - addresses, 17 + length);
        return Frames.sum(bytes.array(), udp, length, pseudo) == 0xFFFF;
    }

    private static boolean at(ByteBuffer bytes, int from, byte[] address) {
        return Arrays.equals(Arrays.copyOfRange(bytes.array(), from, from + address.length), address);
    }

    private static int word(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }
}
