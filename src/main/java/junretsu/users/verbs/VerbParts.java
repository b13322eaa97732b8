package junretsu.users.verbs;

import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;
import junretsu.users.limit.KnownDevices;
import junretsu.users.limit.LoginLimits;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Passwords;
import junretsu.users.password.ScramServer;

/**
 * All that verbs stand on. Each part may be used by any thread.
 *
 * @param seedUsers true to let demonstration accounts log in
 * @param pictures null when none are taken
 * @param errors takes failures that are nobody's fault but the server's
 */
public record VerbParts(
        UserStore users,
        SessionStore sessions,
        Passwords passwords,
        PasswordRules rules,
        ScramServer scram,
        boolean seedUsers,
        LoginLimits limits,
        KnownDevices devices,
        SessionPolicy policy,
        Pictures pictures,
        DistinctErrors errors,
        Clock clock) {}
