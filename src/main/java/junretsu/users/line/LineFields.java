package junretsu.users.line;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Some {@link AddedField}s with their texts. Immutable. */
public final class LineFields {
    public static final LineFields NONE = new LineFields(new EnumMap<>(AddedField.class));

    private final EnumMap<AddedField, String> texts;

    private LineFields(EnumMap<AddedField, String> texts) {
        this.texts = texts;
    }

    /** These and one more. */
    public LineFields with(AddedField field, String text) {
        EnumMap<AddedField, String> more = new EnumMap<>(texts);
        more.put(field, Objects.requireNonNull(text));
        return new LineFields(more);
    }

    /** The text of a field; empty when there is none. */
    public String text(AddedField field) {
        return texts.getOrDefault(field, "");
    }

    public boolean has(AddedField field) {
        return texts.containsKey(field);
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    Iterable<Map.Entry<AddedField, String>> entries() {
        return texts.entrySet();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineFields fields && texts.equals(fields.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** The names alone: texts may be secret. */
    @Override
    public String toString() {
        return texts.keySet().toString();
    }
}
