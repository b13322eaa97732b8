package junretsu.text;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * A QR code (ISO/IEC 18004) as a page draws it. Immutable.
 *
 * @param side units of the drawing, a module each, with the four free ones that a reader wants around the code
 * @param path the dark modules, as the attribute {@code d} of an SVG path
 */
public record QrPath(int side, String path) {
    private static final int MARGIN = 4;

    /**
     * The code of a text, with which a reader does though 15 % of it are hidden.
     *
     * @throws IllegalArgumentException when the text has more than some 2,300 bytes in UTF-8
     */
    public static QrPath of(String text) {
        QrCode code = QrCode.encodeText(text, Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrPath(code.size + 2 * MARGIN, path.toString());
    }

    /** The code as an SVG document, dark on light whatever lies behind it, as some readers need it. */
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side
                + "H0z\"/><path d=\""
                + path + "\"/></svg>";
    }
}
