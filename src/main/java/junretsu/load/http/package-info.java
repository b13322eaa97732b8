/**
 * An HTTP/1.1 client for load: a request's bytes come in, the answer's status and body go out, with a thread for each
 * connection. A failure has a reason that can be counted.
 *
 * <p>To be read in this order: {@code HttpTarget}, {@code RequestBuffer}, {@code HttpConnection}, {@code HttpAnswer},
 * {@code HttpConnections}, {@code HttpSender}, {@code HttpLoad}.
 */
package junretsu.load.http;
