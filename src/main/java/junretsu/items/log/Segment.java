package junretsu.items.log;

import java.nio.file.Path;

/**
 * A file of the log.
 *
 * @param first number of its first frame, or of the first that it had before it was compacted
 * @param bytes that its header and its frames take; 0 of the one that is being written
 */
record Segment(long first, Path path, long bytes) {}
