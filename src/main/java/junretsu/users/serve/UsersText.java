package junretsu.users.serve;

import java.util.Locale;
import junretsu.config.HostPort;
import junretsu.net.tcp.TcpLimit;
import junretsu.users.password.HashEvent;

/** A users server in a line of text, for people. */
final class UsersText {
    private UsersText() {}

    static String ready(UsersState state, String http) {
        UsersConfig config = state.config();
        return String.format(
                Locale.ROOT,
                "users at tcp %s, %s, accounts in %s, %s%s",
                HostPort.format(state.listener().address()),
                http,
                state.stores().location(),
                config.frontKeyFile() == null ? "anybody may speak" : "fronts alone may speak",
                config.passwords().seedUsers() ? ", demonstration accounts may log in" : "");
    }

    static String status(UsersState state) {
        return String.format(
                Locale.ROOT,
                "%,d connections  %,d answered  %,d failed  %,d hashes  %,d waiting",
                state.listener().connections(),
                state.requests(true),
                state.requests(false),
                state.passwords().counts().sum(HashEvent.HASHED),
                state.passwords().waiting());
    }

    static String closing(UsersState state, double uptimeSeconds) {
        return String.format(
                Locale.ROOT,
                """
                stopped after %.1f s
                  answered  %,15d requests, of which %,d logins
                  failed    %,15d requests
                  invalid   %,15d lines
                  hashed    %,15d passwords
                  refused   %,15d connections""",
                uptimeSeconds,
                state.requests(true),
                state.loggedIn(),
                state.requests(false),
                state.invalid(),
                state.passwords().counts().sum(HashEvent.HASHED),
                state.ended(TcpLimit.CONNECTIONS));
    }
}
