package junretsu.users.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes squares as JPEG files with nothing but the image. Any thread. */
final class SquareEncoder {
    /** From the best one down, until the file is short enough; noise of 512 × 512 pixels needs the last but one. */
    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f, 0.3f, 0.1f};

    private SquareEncoder() {}

    /** The file of a square, of up to {@link StoredJpeg#BYTES_MAX} bytes. */
    static byte[] encode(Square square) {
        BufferedImage image = new BufferedImage(square.side(), square.side(), BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, square.side(), square.side(), square.pixels());
        byte[] file = {};
        for (float quality : QUALITIES) {
            file = encode(image, quality);
            if (file.length <= StoredJpeg.BYTES_MAX) {
                break;
            }
        }
        return file;
    }

    private static byte[] encode(BufferedImage image, float quality) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
