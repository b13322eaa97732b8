/** The store of a node that counts alone: counts come in, the same counts go out as the event's totals. */
package junretsu.store.embedded;
