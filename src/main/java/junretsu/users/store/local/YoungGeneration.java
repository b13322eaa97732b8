package junretsu.users.store.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import junretsu.users.account.Username;
import junretsu.users.store.AccountTable;
import junretsu.users.store.SecretHash;

/**
 * Sessions that are written to the tables together, at places in the order of the logins. They stand in arrays: as
 * objects, of which some hundred thousand live for a few seconds each, they would be what a collector is slowest at.
 * Any thread may call.
 */
final class YoungGeneration {
    private static final int FIRST_PLACES = 1_024;

    private static final int HASH_BYTES = 32;

    /** Of a name: its length, then its letters. */
    private static final int NAME_BYTES = 1 + Username.CHARACTERS_MAX;

    private long[] ids = new long[FIRST_PLACES];
    private byte[] hashes = new byte[FIRST_PLACES * HASH_BYTES];
    private byte[] names = new byte[FIRST_PLACES * NAME_BYTES];

    /** Of a place: the one before it of the same user. */
    private int[] older = new int[FIRST_PLACES];

    private final BitSet gone = new BitSet();
    private final PlaceChains byHash = new PlaceChains();

    /** Of each user the newest, unless that is gone. */
    private final PlaceChains byUser = new PlaceChains();

    private int held;
    private volatile int size;

    /** @param key the first eight bytes of a token's hash */
    record Entry(long id, long key, byte[] name) {}

    synchronized void add(long id, byte[] tokenHash, String username) {
        if (size == ids.length) {
            grow();
        }
        int before = find(tokenHash);
        if (before != PlaceChains.NONE) {
            remove(before);
        }
        byte[] name = AccountTable.key(username);
        int place = size;
        ids[place] = id;
        System.arraycopy(tokenHash, 0, hashes, place * HASH_BYTES, HASH_BYTES);
        names[place * NAME_BYTES] = (byte) name.length;
        System.arraycopy(name, 0, names, place * NAME_BYTES + 1, name.length);
        byHash.add((int) YoungSessions.key(tokenHash), place);
        int newest = newest(name);
        older[place] = newest;
        if (newest != PlaceChains.NONE) {
            byUser.remove(newest);
        }
        byUser.add(SecretHash.of(name), place);
        held++;
        size = place + 1;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size * HASH_BYTES);
        names = Arrays.copyOf(names, 2 * size * NAME_BYTES);
        older = Arrays.copyOf(older, 2 * size);
    }

    /** Takes note that a session's row is not there. */
    synchronized void remove(byte[] tokenHash) {
        int place = find(tokenHash);
        if (place != PlaceChains.NONE) {
            remove(place);
        }
    }

    private void remove(int place) {
        gone.set(place);
        held--;
        byHash.remove(place);
        byte[] name = name(place);
        int newest = newest(name);
        if (newest == place) {
            byUser.remove(place);
            int other = firstHeld(place);
            if (other != PlaceChains.NONE) {
                byUser.add(SecretHash.of(name), other);
            }
        }
    }

    private int firstHeld(int newest) {
        int place = newest;
        while (place != PlaceChains.NONE && gone.get(place)) {
            place = older[place];
        }
        return place;
    }

    private int find(byte[] tokenHash) {
        int place = byHash.first((int) YoungSessions.key(tokenHash));
        while (place != PlaceChains.NONE && !isAt(place, tokenHash)) {
            place = byHash.next(place);
        }
        return place;
    }

    private boolean isAt(int place, byte[] tokenHash) {
        int from = place * HASH_BYTES;
        return Arrays.equals(hashes, from, from + HASH_BYTES, tokenHash, 0, HASH_BYTES);
    }

    private long key(int place) {
        return ByteBuffer.wrap(hashes).getLong(place * HASH_BYTES);
    }

    private int newest(byte[] name) {
        int place = byUser.first(SecretHash.of(name));
        while (place != PlaceChains.NONE && !isOf(place, name)) {
            place = byUser.next(place);
        }
        return place;
    }

    private boolean isOf(int place, byte[] name) {
        int from = place * NAME_BYTES + 1;
        return Arrays.equals(names, from, from + names[from - 1], name, 0, name.length);
    }

    private byte[] name(int place) {
        int from = place * NAME_BYTES + 1;
        return Arrays.copyOfRange(names, from, from + names[from - 1]);
    }

    /** The place of a session in the order of all logins; null when it is not here. */
    synchronized Long id(byte[] tokenHash) {
        int place = find(tokenHash);
        return place == PlaceChains.NONE ? null : ids[place];
    }

    /** Adds those of a user, the newest first. */
    synchronized void collect(String username, LongStream.Builder ids) {
        for (int place = newest(AccountTable.key(username)); place != PlaceChains.NONE; place = older[place]) {
            if (!gone.get(place)) {
                ids.add(this.ids[place]);
            }
        }
    }

    /** Returns whether it holds no session, or none any more. */
    synchronized boolean isEmpty() {
        return held == 0;
    }

    /** Sessions that were added, with those that have ended: they too take memory. */
    int size() {
        return size;
    }

    /** The place of its last session in the order of all logins. */
    synchronized long lastId() {
        return ids[size - 1];
    }

    /** The row of a place in the tables; null when the session has ended. */
    synchronized Entry entry(int place) {
        return gone.get(place) ? null : new Entry(ids[place], key(place), name(place));
    }

    /** All places, with neighbours among the keys beside each other; of one that is sealed. */
    int[] placesByKey() {
        int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        long[] order = new long[size];
        for (int i = 0; i < order.length; i++) {
            order[i] = key(i) >> placeBits << placeBits | i;
        }
        Arrays.sort(order);
        long places = (1L << placeBits) - 1;
        return Arrays.stream(order).mapToInt(each -> (int) (each & places)).toArray();
    }

    /** All places, in the order of the users, and of each user's logins; of one that is sealed. */
    int[] placesByUser() {
        String[] order = Arrays.stream(tops()).mapToObj(this::nameAndPlace).toArray(String[]::new);
        Arrays.sort(order);
        BitSet taken = new BitSet(size);
        int[] places = new int[size];
        int end = 0;
        for (String each : order) {
            int begin = end;
            for (int place = place(each); place != PlaceChains.NONE && !taken.get(place); place = older[place]) {
                taken.set(place);
                places[end++] = place;
            }
            reverse(places, begin, end);
        }
        return places;
    }

    /** The places that are older than none: of each user one, or more where the newest was gone when another came. */
    private int[] tops() {
        BitSet isOlder = new BitSet(size);
        for (int place = 0; place < size; place++) {
            if (older[place] != PlaceChains.NONE) {
                isOlder.set(older[place]);
            }
        }
        isOlder.flip(0, size);
        return isOlder.stream().toArray();
    }

    private static void reverse(int[] places, int begin, int end) {
        for (int i = begin, j = end - 1; i < j; i++, j--) {
            int place = places[i];
            places[i] = places[j];
            places[j] = place;
        }
    }

    /** In the order of names, since none of them has a character 0. */
    private String nameAndPlace(int place) {
        byte[] name = name(place);
        byte[] text = ByteBuffer.allocate(name.length + 1 + Integer.BYTES)
                .put(name)
                .put((byte) 0)
                .putInt(place)
                .array();
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int place(String nameAndPlace) {
        return ByteBuffer.wrap(nameAndPlace.getBytes(StandardCharsets.ISO_8859_1))
                .getInt(nameAndPlace.length() - Integer.BYTES);
    }

    /** Forgets all of them, and keeps the memory for the next. */
    synchronized void clear() {
        byHash.clear();
        byUser.clear();
        gone.clear();
        held = 0;
        size = 0;
    }
}
