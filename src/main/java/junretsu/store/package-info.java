/**
 * Floor 2: where merged counts go. A node's absolute counts come in, the event's totals over all nodes come out. The
 * stores stand in rooms of their own below this one, and only {@code cli} names them.
 *
 * <p>To be read in this order: {@code Store}, {@code FlushSource}, {@code CountFlusher}, {@code StoreLink}.
 */
package junretsu.store;
