package junretsu.web;

/**
 * An error, before its path has given it an {@link ErrorForm}.
 *
 * @param detail a sentence for the sender
 * @param field name of the parameter or member that is wrong; null when it is none in particular
 */
record Problem(int status, String detail, String field) {}
