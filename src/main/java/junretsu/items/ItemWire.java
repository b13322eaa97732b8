package junretsu.items;

/** The limits of what is sent, alike for the server and the load. */
public final class ItemWire {
    /** The TCP port that a server listens at by default. */
    public static final int DEFAULT_PORT = 5_000;

    /** The longest ID, in bytes of UTF-8. */
    public static final int ID_BYTES_MAX = 512;

    /** The longest name of a tenant, in bytes of UTF-8. */
    public static final int TENANT_BYTES_MAX = 512;

    /** The longest body of a request. */
    public static final int BODY_BYTES_MAX = 16 << 20;

    private ItemWire() {}
}
