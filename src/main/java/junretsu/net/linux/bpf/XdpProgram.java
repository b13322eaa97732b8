package junretsu.net.linux.bpf;

import static junretsu.net.Segmentation.IPPROTO_UDP;
import static junretsu.net.linux.bpf.Condition.ABOVE;
import static junretsu.net.linux.bpf.Condition.AT_LEAST;
import static junretsu.net.linux.bpf.Condition.BELOW;
import static junretsu.net.linux.bpf.Condition.EQUAL;
import static junretsu.net.linux.bpf.Condition.NOT_EQUAL;
import static junretsu.net.linux.bpf.Condition.SHARES_BIT;
import static junretsu.net.linux.bpf.KernelFunction.CPU;
import static junretsu.net.linux.bpf.KernelFunction.MAP_LOOKUP;
import static junretsu.net.linux.bpf.Register.R0;
import static junretsu.net.linux.bpf.Register.R1;
import static junretsu.net.linux.bpf.Register.R10;
import static junretsu.net.linux.bpf.Register.R2;
import static junretsu.net.linux.bpf.Register.R3;
import static junretsu.net.linux.bpf.Register.R4;
import static junretsu.net.linux.bpf.Register.R5;
import static junretsu.net.linux.bpf.Register.R6;
import static junretsu.net.linux.bpf.Register.R7;
import static junretsu.net.linux.bpf.Register.R8;
import static junretsu.net.linux.bpf.Register.R9;
import static junretsu.net.linux.bpf.Width.BYTE;
import static junretsu.net.linux.bpf.Width.HALF;
import static junretsu.net.linux.bpf.Width.LONG;
import static junretsu.net.linux.bpf.Width.WORD;

/**
 * A program on an interface that counts the datagrams which it is sure are ours, and passes everything else on
 * untouched to the kernel, whose sockets then count what is ours of it. It is sure of a frame
 *
 * <pre>
 *   to the interface's own address, without a VLAN tag or with VLAN 0
 *   of IPv4 without options, not a fragment, its header's checksum right, from a source that a host can have,
 *      or of IPv6 whose next header is UDP
 *   to one of the addresses in the {@link MapHeader}
 *   of UDP to the port, the lengths of IP and UDP at one, at most 64 bytes of payload,
 *      its checksum right, or none in IPv4
 * </pre>
 *
 * Everything here is checked before anything is counted, so a frame is either counted whole or passed on. Of the
 * votes of a limited source those that fit count, from the first on, and the others as limited.
 */
final class XdpProgram {
    /** The most votes in a datagram that is counted here; longer ones are cheap for the sockets. */
    static final int PAYLOAD_MAX = 64;

    // enum xdp_action, linux/bpf.h
    static final int XDP_DROP = 1;
    static final int XDP_PASS = 2;

    // struct xdp_md, linux/bpf.h
    static final int DATA = 0;
    static final int DATA_END = 4;

    // linux/if_ether.h, linux/ip.h, linux/ipv6.h, linux/udp.h
    private static final int ETHERNET = 14;
    private static final int ETHERTYPE_AT = 12;
    private static final int VLAN_TAG = 4;
    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int ETH_P_8021Q = 0x8100;
    private static final int VLAN_ID = 0x0fff;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int UDP = 8;

    /** All of the field but "do not fragment": more fragments, an offset, and the bit that is reserved. */
    private static final int FRAGMENT = 0xbfff;

    private static final int RIGHT_SUM = 0xffff;

    // The stack, down from R10
    private static final int KEY = -4;
    private static final int PAYLOAD = -16;
    private static final int SUM = -24;
    private static final int SOURCE = -32;
    private static final int VOTES = -40;

    /** Instead of a sum, where the datagram has no checksum. */
    private static final int NO_SUM = -1;

    private final Assembler a = new Assembler();
    private final CountMap map;
    private final SourceBuckets buckets;
    private final int port;
    private int labels;

    private XdpProgram(CountMap map, SourceBuckets buckets, int port) {
        this.map = map;
        this.buckets = buckets;
        this.port = port;
    }

    /**
     * Assembles it for an interface.
     *
     * @param buckets of the sources; null when they are not limited
     * @param mac the interface's own address
     * @param port of the votes
     */
    static LoadedProgram assemble(CountMap map, SourceBuckets buckets, byte[] mac, int port) {
        return new XdpProgram(map, buckets, port).assemble(mac);
    }

    private LoadedProgram assemble(byte[] mac) {
        if (buckets != null) {
            a.function("count_frame");
        }
        a.load(WORD, R6, R1, DATA).load(WORD, R7, R1, DATA_END);
        requireFrame(ETHERNET);
        for (int i = 0; i < mac.length; i += 2) {
            a.load(HALF, R1, R6, i).jumpIf(R1, NOT_EQUAL, mac[i] & 0xFF | (mac[i + 1] & 0xFF) << 8, "pass");
        }
        a.load(HALF, R1, R6, ETHERTYPE_AT);
        family("");
        a.jumpIf(R1, NOT_EQUAL, swapped(ETH_P_8021Q), "pass");
        requireFrame(ETHERNET + VLAN_TAG);
        a.load(HALF, R1, R6, ETHERNET).jumpIf(R1, SHARES_BIT, swapped(VLAN_ID), "pass");
        a.load(HALF, R1, R6, ETHERTYPE_AT + VLAN_TAG);
        family(" tagged");
        a.jump("pass");
        a.label("IPv4");
        ipv4(ETHERNET);
        a.label("IPv4 tagged");
        ipv4(ETHERNET + VLAN_TAG);
        a.label("IPv6");
        ipv6(ETHERNET);
        a.label("IPv6 tagged");
        ipv6(ETHERNET + VLAN_TAG);
        payload();
        a.label("pass").set(R0, XDP_PASS).exit();
        if (buckets != null) {
            buckets.addFunction(a);
        }
        return LoadedProgram.of(LoadedProgram.XDP, "junretsu_xdp", a);
    }

    /** With the type of what follows in R1. */
    private void family(String tagged) {
        a.jumpIf(R1, EQUAL, swapped(ETH_P_IP), "IPv4" + tagged).jumpIf(R1, EQUAL, swapped(ETH_P_IPV6), "IPv6" + tagged);
    }

    private void ipv4(int ip) {
        int udp = ip + IPV4;
        requireFrame(udp + UDP);
        a.load(BYTE, R1, R6, ip).jumpIf(R1, NOT_EQUAL, 0x45, "pass");
        a.load(BYTE, R1, R6, ip + 9).jumpIf(R1, NOT_EQUAL, IPPROTO_UDP, "pass");
        requirePort(udp);
        a.load(HALF, R1, R6, ip + 6).jumpIf(R1, SHARES_BIT, swapped(FRAGMENT), "pass");
        a.load(BYTE, R1, R6, ip + 12).jumpIf(R1, EQUAL, 0, "pass").jumpIf(R1, EQUAL, 127, "pass");
        a.jumpIf(R1, AT_LEAST, 224, "pass");
        a.load(HALF, R3, R6, ip + 2).swapNetworkOrder(R3, 16).add(R3, -IPV4);
        requireLength(udp);

        a.set(R5, 0);
        sum(ip, IPV4);
        requireRightSum();

        String summed = newLabel();
        a.set(R5, NO_SUM).load(HALF, R1, R6, udp + 6).jumpIf(R1, EQUAL, 0, summed);
        sumHeaders(udp, ip + 12, 2 * 4);
        a.label(summed).store(LONG, R10, SUM, R5);
        a.copy(R9, R6).add(R9, udp + UDP);

        findHeader();
        a.load(WORD, R1, R6, ip + 16).load(WORD, R3, R6, ip + 12);
        a.store(WORD, R10, SOURCE, 0).store(WORD, R10, SOURCE + 4, R3);
        for (int i = 0; i < MapHeader.ADDRESSES; i++) {
            a.load(WORD, R2, R8, MapHeader.IPV4_AT + 4 * i).jumpIf(R2, EQUAL, 0, "pass");
            a.jumpIf(R2, EQUAL, R3, "pass").jumpIf(R2, EQUAL, R1, "payload");
        }
        a.jump("pass");
    }

    private void ipv6(int ip) {
        int udp = ip + IPV6;
        requireFrame(udp + UDP);
        a.load(BYTE, R1, R6, ip).and(R1, 0xf0).jumpIf(R1, NOT_EQUAL, 0x60, "pass");
        a.load(BYTE, R1, R6, ip + 6).jumpIf(R1, NOT_EQUAL, IPPROTO_UDP, "pass");
        requirePort(udp);
        a.load(BYTE, R1, R6, ip + 8).jumpIf(R1, BELOW, 0x20, "pass").jumpIf(R1, EQUAL, 0xff, "pass");
        a.load(HALF, R3, R6, ip + 4).swapNetworkOrder(R3, 16);
        requireLength(udp);

        a.load(HALF, R1, R6, udp + 6).jumpIf(R1, EQUAL, 0, "pass");
        sumHeaders(udp, ip + 8, 2 * 16);
        a.store(LONG, R10, SUM, R5);
        a.copy(R9, R6).add(R9, udp + UDP);

        findHeader();
        a.load(LONG, R1, R6, ip + 8).store(LONG, R10, SOURCE, R1);
        a.load(LONG, R1, R6, ip + 24).load(LONG, R2, R6, ip + 32);
        for (int i = 0; i < MapHeader.ADDRESSES; i++) {
            String next = newLabel();
            a.load(LONG, R3, R8, MapHeader.IPV6_AT + 16 * i).jumpIf(R3, EQUAL, 0, "pass");
            a.jumpIf(R3, NOT_EQUAL, R1, next).load(LONG, R4, R8, MapHeader.IPV6_AT + 16 * i + 8);
            a.jumpIf(R4, EQUAL, R2, "payload").label(next);
        }
        a.jump("pass");
    }

    /**
     * At R9, as long as the stack says. The verifier wants each byte to be looked for before it is read,
     * and without CAP_PERFMON it takes no address that a length was added to.
     */
    private void payload() {
        a.label("payload").load(LONG, R3, R10, PAYLOAD).load(LONG, R5, R10, SUM).jumpIf(R5, EQUAL, NO_SUM, "whole");
        for (int i = 0; i < PAYLOAD_MAX; i++) {
            a.jumpIf(R3, EQUAL, i, "summed");
            requirePayload(i);
            a.load(BYTE, R1, R9, i);
            if (i % 2 == 1) {
                a.shiftLeft(R1, 8);
            }
            a.add(R5, R1);
        }
        a.label("summed");
        requireRightSum();
        a.jump("fits").label("whole");
        for (int i = 0; i < PAYLOAD_MAX; i++) {
            a.jumpIf(R3, EQUAL, i, "fits");
            requirePayload(i);
        }
        a.label("fits");
        if (buckets != null) {
            limit();
        }
        count();
    }

    /** The votes that the source may send stand on the stack then. */
    private void limit() {
        a.load(LONG, R2, R10, PAYLOAD).copy(R0, R2).jumpIf(R2, EQUAL, 0, "limited");
        a.load(LONG, R1, R10, SOURCE);
        buckets.take(a);
        a.label("limited").store(LONG, R10, VOTES, R0);
    }

    private void count() {
        a.call(CPU).store(WORD, R10, KEY, R0);
        a.map(R1, map.descriptor()).copy(R2, R10).add(R2, KEY).call(MAP_LOOKUP);
        a.jumpIf(R0, EQUAL, 0, "pass").load(LONG, R3, R10, PAYLOAD);
        a.jumpIf(R3, NOT_EQUAL, 0, "votes")
                .increment(R0, CountMap.at(CountMap.EMPTY), R1)
                .jump("counted");
        a.label("votes");
        if (buckets != null) {
            a.load(LONG, R1, R10, VOTES).subtract(R3, R1).load(LONG, R2, R0, CountMap.at(CountMap.LIMITED));
            a.add(R2, R3).store(LONG, R0, CountMap.at(CountMap.LIMITED), R2);
            a.copy(R3, R1).jumpIf(R3, EQUAL, 0, "counted");
        }
        for (int i = 0; i < PAYLOAD_MAX; i++) {
            if (i > 0) {
                a.jumpIf(R3, EQUAL, i, "counted");
            }
            a.copy(R4, R9).add(R4, i + 1).jumpIf(R4, ABOVE, R7, "counted");
            a.load(BYTE, R1, R9, i).shiftLeft(R1, 3).add(R1, R0).increment(R1, 0, R2);
        }
        a.label("counted").increment(R0, CountMap.at(CountMap.DATAGRAMS), R1);
        a.increment(R0, CountMap.at(CountMap.PACKETS), R1).set(R0, XDP_DROP).exit();
    }

    /** Passes on a frame that is shorter. */
    private void requireFrame(int bytes) {
        a.copy(R2, R6).add(R2, bytes).jumpIf(R2, ABOVE, R7, "pass");
    }

    private void requirePayload(int index) {
        a.copy(R4, R9).add(R4, index + 1).jumpIf(R4, ABOVE, R7, "pass");
    }

    private void requirePort(int udp) {
        a.load(HALF, R1, R6, udp + 2).jumpIf(R1, NOT_EQUAL, swapped(port), "pass");
    }

    /** With the length of UDP according to IP in R3. */
    private void requireLength(int udp) {
        a.load(HALF, R4, R6, udp + 4).swapNetworkOrder(R4, 16).jumpIf(R4, NOT_EQUAL, R3, "pass");
        a.jumpIf(R4, BELOW, UDP, "pass").add(R4, -UDP).jumpIf(R4, ABOVE, PAYLOAD_MAX, "pass");
        a.store(LONG, R10, PAYLOAD, R4);
    }

    /** R5 becomes the sum of the pseudo header and UDP's, RFC 768 and RFC 8200 8.1: their order of bytes is all one. */
    private void sumHeaders(int udp, int addresses, int addressBytes) {
        a.set(R5, swapped(IPPROTO_UDP)).load(HALF, R1, R6, udp + 4).add(R5, R1);
        sum(addresses, addressBytes);
        sum(udp, UDP);
    }

    /** Adds the 16-bit words of the frame to R5. */
    private void sum(int from, int bytes) {
        for (int at = from; at < from + bytes; at += 2) {
            a.load(HALF, R1, R6, at).add(R5, R1);
        }
    }

    /** Passes on what has a wrong Internet checksum (RFC 1071); the sum in R5 is below 2^24. */
    private void requireRightSum() {
        for (int i = 0; i < 2; i++) {
            a.copy(R1, R5).shiftRight(R1, 16).and(R5, 0xffff).add(R5, R1);
        }
        a.jumpIf(R5, NOT_EQUAL, RIGHT_SUM, "pass");
    }

    private void findHeader() {
        a.store(WORD, R10, KEY, map.headerKey());
        a.map(R1, map.descriptor()).copy(R2, R10).add(R2, KEY).call(MAP_LOOKUP);
        a.jumpIf(R0, EQUAL, 0, "pass").copy(R8, R0);
    }

    private String newLabel() {
        labels++;
        return "label " + labels;
    }

    /** A number of 16 bits in network byte order as this machine reads it. */
    private static int swapped(int number) {
        return Short.toUnsignedInt(Short.reverseBytes((short) number));
    }
}
