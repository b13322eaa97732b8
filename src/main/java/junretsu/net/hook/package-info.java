/**
 * Messages over HTTP to a receiver that may be away for an hour. A message comes in; POSTs go out until one is
 * answered 2xx or the message is too old, and whoever wrote it hears which.
 */
package junretsu.net.hook;
