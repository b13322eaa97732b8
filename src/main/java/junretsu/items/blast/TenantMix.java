package junretsu.items.blast;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tenants with their shares of the items, picked in constant time by a random number: the alias method (A. J. Walker,
 * 1977; M. D. Vose, "A Linear Algorithm for Generating Random Numbers with a Given Distribution", 1991). Immutable.
 */
final class TenantMix {
    private static final double COINS = 1L << 31;

    private final int tenants;
    private final int[] thresholds;
    private final int[] aliases;

    /**
     * Makes a mix in which tenant k, from 0, gets a share proportional to 1 / (k + 1)^exponent.
     *
     * @param exponent 0 for equal shares, 1 for Zipf's law
     */
    TenantMix(int tenants, double exponent) {
        this.tenants = tenants;
        this.thresholds = new int[tenants];
        this.aliases = new int[tenants];
        fill(shares(tenants, exponent));
    }

    int tenants() {
        return tenants;
    }

    /** @param random of which all 64 bits are used */
    int tenant(long random) {
        int slot = (int) ((random >>> 32) * tenants >>> 32);
        return ((int) random >>> 1) < thresholds[slot] ? slot : aliases[slot];
    }

    /** The shares, so scaled that their mean is 1. */
    private static double[] shares(int tenants, double exponent) {
        double[] shares = new double[tenants];
        double sum = 0;
        for (int i = 0; i < tenants; i++) {
            shares[i] = Math.pow(i + 1, -exponent);
            sum += shares[i];
        }
        for (int i = 0; i < tenants; i++) {
            shares[i] *= tenants / sum;
        }
        return shares;
    }

    private void fill(double[] left) {
        Deque<Integer> poor = new ArrayDeque<>();
        Deque<Integer> rich = new ArrayDeque<>();
        for (int i = 0; i < tenants; i++) {
            (left[i] < 1 ? poor : rich).add(i);
        }
        while (!poor.isEmpty() && !rich.isEmpty()) {
            int slot = poor.poll();
            int giver = rich.poll();
            set(slot, left[slot], giver);
            left[giver] -= 1 - left[slot];
            (left[giver] < 1 ? poor : rich).add(giver);
        }
        poor.forEach(slot -> set(slot, 1, slot));
        rich.forEach(slot -> set(slot, 1, slot));
    }

    private void set(int slot, double own, int alias) {
        thresholds[slot] = (int) Math.min(Integer.MAX_VALUE, Math.round(own * COINS));
        aliases[slot] = alias;
    }
}
