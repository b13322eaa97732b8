/**
 * The set of what was counted: keyed 128-bit fingerprints come in, new or known goes out. Outside of the heap, by one
 * thread.
 */
package junretsu.items.set;
