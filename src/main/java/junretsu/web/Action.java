package junretsu.web;

import junretsu.web.View.Content;

/** What a POST to a path does. May be called by any thread, several at once. */
public interface Action {

    /**
     * Whether the sender may do it, before anything of the request's body is read.
     *
     * @param bearerToken of the Authorization header (RFC 6750); null when there is none
     * @return null to go on, else the answer
     */
    Content refusal(String bearerToken);

    /** @param body as sent, at most {@value RouteHandler#BODY_BYTES_MAX} bytes */
    Content perform(byte[] body);
}
