package junretsu.net.hook;

import java.io.IOException;

/** A message for a webhook. Its methods are called by the webhook's thread. */
public interface Message {

    /** The JSON text that is posted; to be the same for each try but for what has no meaning. */
    String json();

    /** Names it in the log, as in {@code the message about milestone 7}. */
    String name();

    /**
     * Records the message's end; called once. When this throws, the message may be delivered once more by a later run.
     *
     * @param isDelivered false when it was given up
     * @throws IOException when it could not be recorded
     */
    void settle(boolean isDelivered) throws IOException;
}
