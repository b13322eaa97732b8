package junretsu.items.serve;

import java.util.List;
import junretsu.service.ApiKeys;

/**
 * The right of an API key to name tenants: {@code TENANT [ITEMS]}, where TENANT may be {@code *} for all, or end with
 * one for all that begin so, and ITEMS is the most items that each of these tenants may have. Immutable.
 *
 * @param tenant the name, or how it begins
 * @param quota 0 for any number of items
 */
record Grant(String tenant, boolean isPrefix, long quota) {

    /** @throws IllegalArgumentException whose message says what is accepted */
    static Grant parse(List<String> words) {
        boolean hasQuota = words.size() == 2;
        if (words.isEmpty() || words.size() > 2 || (hasQuota && !words.get(1).matches("[1-9]\\d{0,17}"))) {
            throw new IllegalArgumentException("a tenant, and perhaps a number of items");
        }
        String name = words.get(0);
        boolean isPrefix = name.endsWith("*");
        String tenant = isPrefix ? name.substring(0, name.length() - 1) : name;
        return new Grant(tenant, isPrefix, hasQuota ? Long.parseLong(words.get(1)) : 0);
    }

    /** The most items that a tenant may have, by whichever key is the most generous; 0 when no line limits it. */
    static long quota(ApiKeys<Grant> keys, String tenant) {
        return keys.all()
                .filter(grant -> grant.covers(tenant))
                .mapToLong(Grant::quota)
                .max()
                .orElse(0);
    }

    /** Returns true when this tenant may be named; one with no name is covered by what covers all. */
    boolean covers(String name) {
        return isPrefix ? name.startsWith(tenant) : name.equals(tenant);
    }
}
