package junretsu.items.log;

import java.nio.file.Path;
import junretsu.config.StartException;

/** Sentences about files that no crash leaves so. */
final class Damage {
    private Damage() {}

    /** A refusal of a file that is left as it is. */
    static StartException of(Path path, String how) {
        return new StartException(path + " is damaged: " + how
                + "; put a whole copy of the data directory in its place, or count anew in another --data directory");
    }
}
