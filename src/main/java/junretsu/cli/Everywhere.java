package junretsu.cli;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that people can open, of a server whose ready line says {@code http://*:8080} and means all of them. */
final class Everywhere {
    private static final Pattern PLACE = Pattern.compile("(https?://)\\*(:\\d+)");

    private Everywhere() {}

    /**
     * A sentence with the addresses.
     *
     * @param ready the ready line
     * @param own address of this machine in its network, null for none; asked where it is needed
     * @return nothing where the line names an address that can be opened
     */
    static List<String> notes(String ready, Supplier<InetAddress> own) {
        Matcher place = PLACE.matcher(ready);
        if (!place.find()) {
            return List.of();
        }
        InetAddress address = own.get();
        return List.of("on this machine it is at " + at(place, "localhost")
                + (address == null ? "" : ", for others at " + at(place, address.getHostAddress())));
    }

    private static String at(Matcher place, String host) {
        return place.group(1) + host + place.group(2) + "/";
    }
}
