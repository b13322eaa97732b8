package junretsu.users.line;

/**
 * The sender of a request.
 *
 * @param address of the client, without a port; of the one that a front speaks for, if it does
 * @param device the client's own description, cut to 200 characters; empty when nobody has told it
 * @param isFront when the request came by a front
 */
public record Origin(String address, String device, boolean isFront) {
    private static final int DEVICE_CHARACTERS_MAX = 200;

    public Origin {
        device = device.length() > DEVICE_CHARACTERS_MAX ? device.substring(0, DEVICE_CHARACTERS_MAX) : device;
    }
}
