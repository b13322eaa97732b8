package junretsu.users.store.local;

import java.nio.file.Path;
import junretsu.base.Clock;
import junretsu.users.store.WriteLoad;

/** A process that writes accounts and sessions and prints what was acknowledged, a line each. */
final class LocalWriter {
    private LocalWriter() {}

    /** @param arguments directory, first number */
    public static void main(String[] arguments) throws Exception {
        LocalUsers users = LocalFixture.open(Path.of(arguments[0]), LocalUsersKillIT.IDLE_MS, Clock.SYSTEM);
        new WriteLoad(users.users(), users.sessions(), LocalWriter::say).run(Long.parseLong(arguments[1]), () -> false);
    }

    private static void say(String acknowledged) {
        System.out.print(acknowledged + "\n");
        System.out.flush();
    }
}
