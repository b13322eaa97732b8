package junretsu.users.line;

/**
 * The sender of a request.
 *
 * @param address of the client, without a port; of the one that a front speaks for, if it does
 * @param device the client's own description; empty when nobody has told it
 * @param isFront when the request came by a front
 */
public record Origin(String address, String device, boolean isFront) {}
