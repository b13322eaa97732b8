/**
 * Loads: a seeded mix of new and repeated items of many tenants goes out; what the server answered, and whether it
 * kept what it acknowledged, comes in.
 */
package junretsu.items.blast;
