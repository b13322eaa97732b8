package junretsu.votes.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.Flag;
import junretsu.config.IoReason;
import junretsu.config.Settings;

/**
 * The look of the screen: a style sheet and a logo of the organiser's own, read and checked at the start.
 *
 * @param theme a style sheet that loads nothing; empty without one
 * @param logo null without one
 */
public record AppearanceConfig(String theme, Logo logo) {
    private static final int THEME_BYTES_MAX = 64 << 10;
    private static final int LOGO_BYTES_MAX = 1 << 20;

    /** The first bytes of each PNG file (PNG, third edition, section 5.2). */
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Rules and functions that fetch, and backslashes, which could write them in another way (CSS Syntax 3, 4.3.7). */
    private static final Pattern FETCHES = Pattern.compile(
            "@import|\\\\|\\b(?:image-set|image|src)\\s*\\(|url\\s*\\((?!\\s*[\"']?data:image/)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SVG =
            Pattern.compile("(?s)^\\uFEFF?\\s*(?:<\\?xml.*?\\?>|<!--.*?-->|<!DOCTYPE.*?>|\\s)*<svg\\b.*");

    static final Flag<String> THEME = Flag.of(
            "theme",
            "FILE.css",
            null,
            "a style sheet for the screen, up to 64KiB, that loads nothing from elsewhere",
            text -> theme(Path.of(text)));
    static final Flag<Logo> LOGO = Flag.of(
            "logo",
            "FILE.svg|png",
            null,
            "a picture beside the screen's title, up to 1MiB",
            text -> logo(Path.of(text)));

    static final List<Flag<?>> FLAGS = List.of(THEME, LOGO);

    /**
     * A picture.
     *
     * @param type as HTTP names it, such as {@code image/png}
     * @param bytes not to be changed
     */
    public record Logo(String type, byte[] bytes) {}

    /** @throws junretsu.config.UsageException when a file cannot be read or is not accepted */
    static AppearanceConfig from(Settings settings) {
        return new AppearanceConfig(
                settings.isSet(THEME) ? settings.get(THEME) : "", settings.isSet(LOGO) ? settings.get(LOGO) : null);
    }

    private static String theme(Path file) {
        String css = text(read(file, THEME_BYTES_MAX), "a style sheet in UTF-8");
        Matcher fetches = FETCHES.matcher(css);
        if (fetches.find()) {
            throw new IllegalArgumentException(
                    "a style sheet without @import, backslashes, and url() of anything but data:image/; line "
                            + (css.substring(0, fetches.start()).lines().count() + 1 - lineBegun(css, fetches.start()))
                            + " has '" + fetches.group().strip() + "'");
        }
        return css;
    }

    /** Returns 1 when the text before a place ends within a line, since that line is then counted already. */
    private static int lineBegun(String text, int place) {
        return place > 0 && text.charAt(place - 1) != '\n' ? 1 : 0;
    }

    private static Logo logo(Path file) {
        byte[] bytes = read(file, LOGO_BYTES_MAX);
        if (bytes.length >= PNG.length && ByteBuffer.wrap(bytes, 0, PNG.length).equals(ByteBuffer.wrap(PNG))) {
            return new Logo("image/png", bytes);
        }
        if (SVG.matcher(text(bytes, "a PNG or SVG picture")).matches()) {
            return new Logo("image/svg+xml", bytes);
        }
        throw new IllegalArgumentException("a PNG or SVG picture");
    }

    private static byte[] read(Path file, int bytesMax) {
        try {
            if (Files.size(file) > bytesMax) {
                throw new IllegalArgumentException("a file of at most " + (bytesMax >> 10) + "KiB; this one has "
                        + ((Files.size(file) + 1023) >> 10) + "KiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("a file that can be read: " + IoReason.of(e), e);
        }
    }

    private static String text(byte[] bytes, String accepted) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(accepted, e);
        }
    }
}
