/** Bodies come in, batches of fingerprints go to one committer, an answer goes out when the batch is on the disk. */
package junretsu.items.serve;
