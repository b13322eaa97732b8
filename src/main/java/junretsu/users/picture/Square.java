package junretsu.users.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A square of pixels, row by row from the top, each {@code 0xRRGGBB}. What was transparent is on white. Immutable.
 *
 * @param side pixels of a row, and rows
 */
record Square(int side, int[] pixels) {

    /** The pixels of an image, of which the shorter side counts. Samples are taken as sRGB. */
    static Square of(BufferedImage image) {
        int side = Math.min(image.getWidth(), image.getHeight());
        int[] pixels = new int[side * side];
        if (image.getColorModel() instanceof IndexColorModel) {
            image.getRGB(0, 0, side, side, pixels, 0, side);
            for (int i = 0; i < pixels.length; i++) {
                int argb = pixels[i];
                pixels[i] = onWhite(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24);
            }
        } else {
            copy(image, side, pixels);
        }
        return new Square(side, pixels);
    }

    /** Sample by sample: the JDK would take grey for linear light, and make it lighter. */
    private static void copy(BufferedImage image, int side, int[] pixels) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int shift = image.getColorModel().getComponentSize(0) - Byte.SIZE;
        int green = bands >= 3 ? 1 : 0;
        int blue = bands >= 3 ? 2 : 0;
        boolean hasAlpha = bands == 2 || bands == 4;
        int[] row = new int[side * bands];
        for (int y = 0; y < side; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, side, 1, row);
            for (int x = 0; x < side; x++) {
                int at = x * bands;
                int alpha = hasAlpha ? row[at + bands - 1] >> shift : 0xff;
                pixels[y * side + x] =
                        onWhite(row[at] >> shift, row[at + green] >> shift, row[at + blue] >> shift, alpha);
            }
        }
    }

    private static int onWhite(int red, int green, int blue, int alpha) {
        int white = 255 * (255 - alpha);
        return (red * alpha + white) / 255 << 16 | (green * alpha + white) / 255 << 8 | (blue * alpha + white) / 255;
    }

    /** The same in fewer pixels, each the mean of those that it covers. @param to up to {@link #side} */
    Square reduced(int to) {
        if (to == side) {
            return this;
        }
        int[] out = new int[to * to];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                out[y * to + x] = mean(first(x, to), last(x, to), first(y, to), last(y, to));
            }
        }
        return new Square(to, out);
    }

    private int first(int place, int to) {
        return place * side / to;
    }

    private int last(int place, int to) {
        return ((place + 1) * side + to - 1) / to;
    }

    private int mean(int left, int right, int top, int bottom) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int i = y * side + left; i < y * side + right; i++) {
                red += pixels[i] >> 16;
                green += pixels[i] >> 8 & 0xff;
                blue += pixels[i] & 0xff;
            }
        }
        int count = (right - left) * (bottom - top);
        int half = count / 2;
        return (red + half) / count << 16 | (green + half) / count << 8 | (blue + half) / count;
    }

    /** The same as the camera saw it (CIPA DC-008, section 4.6.5, tag Orientation). */
    Square upright(int orientation) {
        if (orientation == ExifOrientation.UPRIGHT) {
            return this;
        }
        int last = side - 1;
        int[] out = new int[pixels.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                out[y * side + x] = switch (orientation) {
                    case 2 -> at(last - x, y);
                    case 3 -> at(last - x, last - y);
                    case 4 -> at(x, last - y);
                    case 5 -> at(y, x);
                    case 6 -> at(y, last - x);
                    case 7 -> at(last - y, last - x);
                    default -> at(last - y, x);
                };
            }
        }
        return new Square(side, out);
    }

    /** The pixel in a column and a row. */
    int at(int x, int y) {
        return pixels[y * side + x];
    }
}
