package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The interfaces at which votes are counted, and the addresses that are this machine's. Both may change: an interface
 * that is gone is waited for, one that was made anew gets the program again, and addresses are read once a second. For
 * one thread at a time.
 */
public final class Interfaces {
    private static final long TEND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] NO_IPV4 = new byte[4];
    private static final byte[] NO_IPV6 = new byte[16];

    private final BpfCalls calls;
    private final CountingPrograms programs;
    private final Path folder;
    private final InetSocketAddress address;
    private final Map<String, Attached> attached = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private long tendedNanos = System.nanoTime();

    /** An interface's number, and the hardware address that its program counts for. */
    private record Attached(int index, String mac) {}

    /** @param address where the sockets are bound */
    Interfaces(BpfCalls calls, CountingPrograms programs, Path folder, InetSocketAddress address) {
        this.calls = calls;
        this.programs = programs;
        this.folder = folder;
        this.address = address;
    }

    void attach(List<String> names) throws IOException {
        writeAddresses();
        for (NetworkInterface card : cards(names)) {
            attach(card);
        }
        for (Path pin : Links.in(folder)) {
            if (!names.contains(pin.getFileName().toString().substring(Links.LINK.length()))) {
                Links.endOne(calls, pin);
            }
        }
    }

    /** Throws, with a sentence, when one is missing or has no address. */
    public static void require(List<String> names) throws IOException {
        cards(names);
    }

    private static List<NetworkInterface> cards(List<String> names) throws IOException {
        List<NetworkInterface> cards = new ArrayList<>();
        for (String name : names) {
            NetworkInterface card = NetworkInterface.getByName(name);
            if (card == null) {
                throw new IOException("there is no interface " + name + ", or it has no address");
            }
            cards.add(card);
        }
        return cards;
    }

    void tend() throws IOException {
        if (System.nanoTime() - tendedNanos < TEND_NANOS) {
            return;
        }
        tendedNanos = System.nanoTime();
        writeAddresses();
        for (Map.Entry<String, Attached> one : Map.copyOf(attached).entrySet()) {
            NetworkInterface card = NetworkInterface.getByName(one.getKey());
            if (card != null) {
                tend(card, one.getValue());
            } else if (gone.add(one.getKey())) {
                remarks.add("the interface " + one.getKey() + " is gone, or has no address; the sockets count what"
                        + " comes another way, and it is counted at again once it is there with an address");
            }
        }
    }

    private void tend(NetworkInterface card, Attached before) throws IOException {
        boolean wasGone = gone.remove(card.getName());
        if (card.getIndex() != before.index()) {
            attach(card);
            remarks.add("the interface " + card.getName() + " was made anew, and is counted at again");
        } else if (!HexFormat.of().formatHex(mac(card)).equals(before.mac())) {
            attach(card);
            remarks.add("the interface " + card.getName() + " has another hardware address, for which it counts now");
        } else if (wasGone) {
            remarks.add("the interface " + card.getName() + " has an address again, and was counted at all the while");
        }
    }

    /** Without one, as the loopback interface is, 6 bytes of 0. */
    private static byte[] mac(NetworkInterface card) throws IOException {
        byte[] mac = card.getHardwareAddress();
        return mac == null || mac.length != 6 ? new byte[6] : mac;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void attach(NetworkInterface card) throws IOException {
        byte[] mac = mac(card);
        int program = programs.loadXdp(mac, address.getPort());
        try {
            if (!takesPlace(program, pin(card))) {
                Files.deleteIfExists(pin(card));
                int link = attach(program, card);
                try {
                    calls.pin(link, pin(card));
                } finally {
                    calls.close(link);
                }
            }
        } finally {
            calls.close(program);
        }
        attached.put(
                card.getName(), new Attached(card.getIndex(), HexFormat.of().formatHex(mac)));
    }

    /** Returns false when there is no link that could go on, as that of an interface which is gone. */
    private boolean takesPlace(int program, Path pin) throws IOException {
        if (Files.notExists(pin)) {
            return false;
        }
        int link = calls.open(pin);
        try {
            calls.update(link, program);
            return true;
        } catch (RefusedCommand e) {
            return false;
        } finally {
            calls.close(link);
        }
    }

    private int attach(int program, NetworkInterface card) throws IOException {
        try {
            return calls.attach(program, card.getIndex(), true);
        } catch (IOException e) {
            return attachGeneric(program, card, e);
        }
    }

    private int attachGeneric(int program, NetworkInterface card, IOException whyNotNative) throws IOException {
        String name = card.getName();
        String reason = whyNotNative.getMessage();
        if (whyNotNative instanceof RefusedCommand refused && refused.isTaken()) {
            throw new IOException(
                    "cannot attach to the interface " + name + ": another program has it, maybe another server's: see"
                            + " 'ip link show dev " + name + "' and " + folder.getParent(),
                    whyNotNative);
        }
        int link = calls.attach(program, card.getIndex(), false);
        remarks.add("the driver of " + name + " takes no XDP program (" + reason
                + "), so it runs in generic mode, which is slower");
        return link;
    }

    private Path pin(NetworkInterface card) {
        return folder.resolve(Links.LINK + card.getName());
    }

    private void writeAddresses() throws IOException {
        List<byte[]> ipv4 = new ArrayList<>();
        List<byte[]> ipv6 = new ArrayList<>();
        for (InetAddress own : ownAddresses()) {
            List<byte[]> family = own.getAddress().length == 4 ? ipv4 : ipv6;
            if (family.size() < MapHeader.ADDRESSES) {
                family.add(own.getAddress());
            }
        }
        fill(ipv4, NO_IPV4);
        fill(ipv6, NO_IPV6);
        MapHeader header = programs.map().header();
        for (int i = 0; i < MapHeader.ADDRESSES; i++) {
            header.setAddress(i, ipv4.get(i));
            header.setAddress(i, ipv6.get(i));
        }
    }

    /** Without those that hold on one interface only, which are left to the sockets. */
    private List<InetAddress> ownAddresses() throws IOException {
        if (!address.getAddress().isAnyLocalAddress()) {
            return List.of(address.getAddress());
        }
        List<InetAddress> own = new ArrayList<>();
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            try (Stream<InetAddress> addresses = card.inetAddresses()) {
                addresses
                        .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                        .forEach(own::add);
            }
        }
        return own;
    }

    private static void fill(List<byte[]> addresses, byte[] none) {
        while (addresses.size() < MapHeader.ADDRESSES) {
            addresses.add(none);
        }
    }
}
