package junretsu.users.line;

import java.util.Map;

/** Writes requests, as a front or a load sends them, each with an {@code Id} that its answer has to have. */
public final class RequestWriter {
    private static final int FRAME_BYTES = 160;
    private static final int FIELD_BYTES = 24;

    private RequestWriter() {}

    /** Returns true when the back end would not take a request's line, and end the connection instead. */
    public static boolean isTooLong(LineRequest request) {
        int taken = request.verb() == Verb.UPDATE_IMAGE
                ? RequestParser.PICTURE_LINE_BYTES_MAX
                : RequestParser.LINE_BYTES_MAX;
        int room = bytesMax(request);
        return room > taken && write(request, Long.MAX_VALUE, new byte[room], 0) > taken;
    }

    /** The most bytes of a line. */
    public static int bytesMax(LineRequest request) {
        LineUser user = request.user();
        int bytes = FRAME_BYTES
                + LineText.bytesMax(user.username())
                + LineText.bytesMax(user.password())
                + LineText.bytesMax(user.nickname())
                + LineText.bytesMax(user.token());
        for (Map.Entry<AddedField, String> field : request.added().entries()) {
            bytes += FIELD_BYTES + LineText.bytesMax(field.getValue());
        }
        return bytes;
    }

    /**
     * Writes a request and its line feed.
     *
     * @param id 0 or more
     * @param into with room for {@link #bytesMax}
     * @return where the next byte goes
     */
    public static int write(LineRequest request, long id, byte[] into, int at) {
        int to = LineText.ascii("{\"Format\":\"", into, at);
        to = LineText.ascii(request.verb().name(), into, to);
        to = LineText.ascii("\",\"Id\":", into, to);
        to = LineText.ascii(Long.toString(id), into, to);
        to = LineText.ascii(",\"User\":", into, to);
        to = AnswerWriter.user(request.user(), into, to);
        to = AnswerWriter.added(request.added(), into, to);
        return LineText.ascii("}\n", into, to);
    }
}
