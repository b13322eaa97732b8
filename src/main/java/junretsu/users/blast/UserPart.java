package junretsu.users.blast;

import java.util.SplittableRandom;
import junretsu.load.Pacer;

/**
 * One loop's part of the users, which no other loop touches, with all that is known of them; kept from stage to stage.
 *
 * @param number of the loop, from 0
 */
record UserPart(int number, UserBook book, SessionPool sessions, ScramHashes hashes, SplittableRandom random) {

    /** The users of one of the loops, which get them in turn. */
    static UserPart of(UsersBlastConfig config, int number) {
        int users = (int) Pacer.part(config.picked(), config.loops(), number);
        return new UserPart(
                number,
                new UserBook(config.first() + number, config.loops(), users),
                new SessionPool(),
                new ScramHashes(),
                new SplittableRandom(config.seed() + number));
    }
}
