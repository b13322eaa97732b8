package junretsu.users.line;

import java.util.Map;

/**
 * Writes answers. The first three members are those of the protocol's first version, always whole and in this order:
 *
 * <pre>
 *   {"Success":true,"User":{"Username":"","Password":"","Nickname":"","Token":""},"Err":""}
 *   {"Success":…,"User":{…},"Err":"","Id":7,"Image":"…","Sessions":[{"Session":"1",…}]}     where asked for
 * </pre>
 */
final class AnswerWriter {
    private static final int FRAME_BYTES = 128;
    private static final int FIELD_BYTES = 24;
    private static final int SESSION_BYTES = 160;

    private AnswerWriter() {}

    /**
     * The most bytes of a line.
     *
     * @param id as in {@link #write}
     */
    static int bytesMax(LineAnswer answer, byte[] id, boolean isExtended) {
        LineUser user = answer.user();
        int bytes = FRAME_BYTES
                + LineText.bytesMax(user.username())
                + LineText.bytesMax(user.password())
                + LineText.bytesMax(user.nickname())
                + LineText.bytesMax(user.token())
                + LineText.bytesMax(answer.err())
                + (id == null ? 0 : FIELD_BYTES + id.length);
        return isExtended ? bytes + addedBytesMax(answer) : bytes;
    }

    private static int addedBytesMax(LineAnswer answer) {
        int bytes = FIELD_BYTES;
        for (Map.Entry<AddedField, String> field : answer.added().entries()) {
            bytes += FIELD_BYTES + LineText.bytesMax(field.getValue());
        }
        if (answer.sessions() != null) {
            for (LineSession session : answer.sessions()) {
                bytes += SESSION_BYTES
                        + LineText.bytesMax(session.number())
                        + LineText.bytesMax(session.device())
                        + LineText.bytesMax(session.address());
            }
        }
        return bytes;
    }

    /**
     * Writes an answer and its line feed.
     *
     * @param id a JSON text; null when the request had none
     * @param isExtended writes the added fields too
     * @param into with room for {@link #bytesMax}
     * @return where the next byte goes
     */
    static int write(LineAnswer answer, byte[] id, boolean isExtended, byte[] into, int at) {
        LineUser user = answer.user();
        int to = LineText.ascii(
                answer.success() ? "{\"Success\":true,\"User\":" : "{\"Success\":false,\"User\":", into, at);
        to = user(user, into, to);
        to = LineText.ascii(",\"Err\":", into, to);
        to = LineText.quoted(answer.err(), into, to);
        if (id != null) {
            to = LineText.ascii(",\"Id\":", into, to);
            System.arraycopy(id, 0, into, to, id.length);
            to += id.length;
        }
        if (isExtended) {
            to = added(answer.added(), into, to);
            to = answer.sessions() == null ? to : sessions(answer, into, to);
        }
        return LineText.ascii("}\n", into, to);
    }

    /** Writes the four fields that a user always has, as an object. */
    static int user(LineUser user, byte[] into, int at) {
        int to = LineText.ascii("{\"Username\":", into, at);
        to = LineText.quoted(user.username(), into, to);
        to = LineText.ascii(",\"Password\":", into, to);
        to = LineText.quoted(user.password(), into, to);
        to = LineText.ascii(",\"Nickname\":", into, to);
        to = LineText.quoted(user.nickname(), into, to);
        to = LineText.ascii(",\"Token\":", into, to);
        to = LineText.quoted(user.token(), into, to);
        into[to] = '}';
        return to + 1;
    }

    /** Writes each field with a comma in front. */
    static int added(LineFields fields, byte[] into, int at) {
        int to = at;
        for (Map.Entry<AddedField, String> field : fields.entries()) {
            to = text(field.getKey().wireName(), field.getValue(), into, to);
        }
        return to;
    }

    private static int sessions(LineAnswer answer, byte[] into, int at) {
        int to = LineText.ascii(",\"Sessions\":[", into, at);
        String comma = "";
        for (LineSession session : answer.sessions()) {
            to = LineText.ascii(
                    comma + "{\"Own\":" + session.isOwn() + ",\"CreatedMs\":" + session.createdMs() + ",\"SeenMs\":"
                            + session.seenMs(),
                    into,
                    to);
            to = text(AddedField.SESSION.wireName(), session.number(), into, to);
            to = text(AddedField.DEVICE.wireName(), session.device(), into, to);
            to = text(AddedField.ADDRESS.wireName(), session.address(), into, to);
            into[to++] = '}';
            comma = ",";
        }
        into[to] = ']';
        return to + 1;
    }

    private static int text(String name, String text, byte[] into, int at) {
        int to = LineText.ascii(",\"", into, at);
        to = LineText.ascii(name, into, to);
        to = LineText.ascii("\":", into, to);
        return LineText.quoted(text, into, to);
    }
}
