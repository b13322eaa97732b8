/** Loads: a seeded mix of unique and repeated numbers goes out; what the server made of it comes in. */
package junretsu.numbers.blast;
