package junretsu.items.set;

public final class TenantKey {
    public TenantKey(byte[] masterKey, long generation, long windowMs, byte[] name) {}

    public void fingerprint(byte[] id, int from, int length, long[] out, int at) {}
}
