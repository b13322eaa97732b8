/**
 * What a node keeps on its disk: new items come in, a log of checksummed frames, a list of tenants and a snapshot go
 * out, and at a start all of it comes back.
 */
package junretsu.items.log;
