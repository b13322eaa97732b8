package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of pictures, honest and others. */
public final class SamplePictures {
    static final int RED = 0xe00000;
    static final int GREEN = 0x00c000;
    static final int BLUE = 0x0000e0;
    static final int YELLOW = 0xe0e000;

    private SamplePictures() {}

    /** Red and green above, blue and yellow below. */
    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int above = x < width / 2 ? RED : GREEN;
                int below = x < width / 2 ? BLUE : YELLOW;
                image.setRGB(x, y, 0xff000000 | (y < height / 2 ? above : below));
            }
        }
        return image;
    }

    static BufferedImage noise(int side, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt());
        }
        return image;
    }

    public static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, format, stream)) {
                throw new IOException("no writer for " + format);
            }
        }
        return out.toByteArray();
    }

    /** A JPEG file of the four quarters. */
    public static byte[] jpeg(int width, int height) throws IOException {
        return file(quarters(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] progressive(int width, int height) throws IOException {
        return written(new IIOImage(quarters(width, height, BufferedImage.TYPE_INT_RGB), null, null), true);
    }

    /** Four samples a pixel, as printers have them. */
    static byte[] cmyk(int side) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, side, side, 4, null);
        return written(new IIOImage(raster, null, null), false);
    }

    private static byte[] written(IIOImage image, boolean isProgressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (isProgressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, param);
        }
        writer.dispose();
        return out.toByteArray();
    }

    /** Puts a segment with this payload behind the first bytes of a JPEG file. */
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
        byte[] head = {jpeg[0], jpeg[1], (byte) 0xff, (byte) marker};
        int length = payload.length + 2;
        return joined(
                head,
                new byte[] {(byte) (length >> 8), (byte) length},
                payload,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The payload of a camera's APP1: an orientation, and a place that is nobody's business. */
    public static byte[] exif(int orientation, boolean isLittle) {
        ByteBuffer tiff =
                ByteBuffer.allocate(8 + 2 + 24 + 4).order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put((isLittle ? "II" : "MM").getBytes(ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(4).putInt(0x41424300);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return joined("Exif\0\0".getBytes(ISO_8859_1), tiff.array(), "GPS 35.6586 N 139.7454 E".getBytes(ISO_8859_1));
    }

    /** A PNG file of these chunks, each the name and the data. */
    public static byte[] png(Object... chunks) {
        byte[] file = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        for (int i = 0; i < chunks.length; i += 2) {
            byte[] name = ((String) chunks[i]).getBytes(ISO_8859_1);
            byte[] data = (byte[]) chunks[i + 1];
            CRC32 crc = new CRC32();
            crc.update(name);
            crc.update(data);
            file = joined(
                    file,
                    ByteBuffer.allocate(4).putInt(data.length).array(),
                    name,
                    data,
                    ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        }
        return file;
    }

    public static byte[] pngHeader(int width, int height) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
