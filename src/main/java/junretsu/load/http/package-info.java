/**
 * An HTTP/1.1 client for load: a request's bytes come in, the answer's status and body go out, a thread and a connection
 * each. What fails has a reason that can be counted.
 *
 * <p>To be read in this order: {@code HttpTarget}, {@code RequestBuffer}, {@code HttpConnection}, {@code HttpAnswer},
 * {@code HttpConnections}.
 */
package junretsu.load.http;
