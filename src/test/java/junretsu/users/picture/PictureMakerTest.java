package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import junretsu.base.Clock;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers' files as they become small squares, or are rejected with a sentence. */
class PictureMakerTest {
    private static final SquareDecoder DECODER = new SquareDecoder(Clock.SYSTEM, TimeUnit.SECONDS.toNanos(60));

    private static Square square(byte[] file, int side) {
        return DECODER.decode(CleanPicture.of(file), side);
    }

    private static byte[] made(byte[] file) {
        return SquareEncoder.encode(square(file, PictureMaker.SIDE));
    }

    private static void assertRejected(byte[] file, String sentence) {
        assertThatThrownBy(() -> made(file)).isInstanceOf(RejectedPicture.class).hasMessageContaining(sentence);
    }

    /** The colours of the corners: above left, above right, below left, below right. */
    private static void assertCorners(Square square, int... colours) {
        int near = square.side() / 8;
        int far = square.side() - 1 - near;
        int[] found = {square.at(near, near), square.at(far, near), square.at(near, far), square.at(far, far)};
        for (int i = 0; i < found.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                assertThat(found[i] >> shift & 0xff)
                        .as("corner %d of %s", i, Arrays.toString(found))
                        .isCloseTo(colours[i] >> shift & 0xff, within(12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 1600, 1600", "png, 1600, 1600", "gif, 1600, 1600", "png, 700, 700", "jpeg, 64, 64"})
    void allKindsBecomeSquaresOfAtMost512Pixels(String format, int width, int height) throws Exception {
        BufferedImage image = SamplePictures.quarters(width, height, BufferedImage.TYPE_INT_RGB);
        Square square = square(SamplePictures.file(image, format), 512);
        assertThat(square.side()).isEqualTo(Math.min(512, width));
        assertCorners(square, SamplePictures.RED, SamplePictures.GREEN, SamplePictures.BLUE, SamplePictures.YELLOW);
    }

    @ParameterizedTest
    @CsvSource({"2000, 1000", "1000, 2000", "333, 100", "1, 1", "1, 40", "513, 512"})
    void theMiddleIsCutOut(int width, int height) throws Exception {
        Square square = square(SamplePictures.jpeg(width, height), 512);
        assertThat(square.side()).isEqualTo(Math.min(512, Math.min(width, height)));
        if (square.side() > 40) {
            assertCorners(square, SamplePictures.RED, SamplePictures.GREEN, SamplePictures.BLUE, SamplePictures.YELLOW);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, RED, GREEN, BLUE, YELLOW",
        "2, GREEN, RED, YELLOW, BLUE",
        "3, YELLOW, BLUE, GREEN, RED",
        "4, BLUE, YELLOW, RED, GREEN",
        "5, RED, BLUE, GREEN, YELLOW",
        "6, BLUE, RED, YELLOW, GREEN",
        "7, YELLOW, GREEN, BLUE, RED",
        "8, GREEN, YELLOW, RED, BLUE"
    })
    void isTurnedAsTheCameraWasHeld(int orientation, String a, String b, String c, String d) throws Exception {
        for (boolean isLittle : new boolean[] {true, false}) {
            byte[] file = SamplePictures.withSegment(
                    SamplePictures.jpeg(300, 200), JpegSegments.APP1, SamplePictures.exif(orientation, isLittle));
            assertCorners(square(file, 96), colour(a), colour(b), colour(c), colour(d));
        }
    }

    private static int colour(String name) {
        return switch (name) {
            case "RED" -> SamplePictures.RED;
            case "GREEN" -> SamplePictures.GREEN;
            case "BLUE" -> SamplePictures.BLUE;
            default -> SamplePictures.YELLOW;
        };
    }

    @Test
    void nothingOfTheFileIsLeftButTheImage() throws Exception {
        byte[] script = "<script>alert(1)</script><?php evil() ?>".getBytes(ISO_8859_1);
        byte[] file = SamplePictures.jpeg(600, 600);
        file = SamplePictures.withSegment(file, JpegSegments.COM, script);
        file = SamplePictures.withSegment(file, 0xed, script);
        file = SamplePictures.withSegment(file, JpegSegments.APP1, SamplePictures.exif(6, true));
        byte[] zip = SamplePictures.joined("PK\3\4".getBytes(ISO_8859_1), script);
        String made = new String(made(SamplePictures.joined(file, zip)), ISO_8859_1);
        assertThat(new String(file, ISO_8859_1)).contains("GPS", "<script>", "Exif");
        assertThat(made).doesNotContain("GPS", "<script>", "Exif", "PK\3\4", "php");
        StoredJpeg.of(made.getBytes(ISO_8859_1));
    }

    @Test
    void whatIsMadeIsWhatTheBackEndTakes() throws Exception {
        for (byte[] file : List.of(
                SamplePictures.jpeg(2_000, 1_500),
                SamplePictures.progressive(500, 400),
                SamplePictures.file(SamplePictures.noise(900, 7), "png"),
                SamplePictures.file(SamplePictures.quarters(90, 90, BufferedImage.TYPE_BYTE_GRAY), "jpeg"))) {
            byte[] made = made(file);
            assertThat(made).hasSizeLessThanOrEqualTo(StoredJpeg.BYTES_MAX);
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(StoredJpeg.of(made).bytes()));
            assertThat(image.getWidth()).isEqualTo(image.getHeight()).isLessThanOrEqualTo(512);
            assertThat(square(made, PictureMaker.SMALL_SIDE).side()).isLessThanOrEqualTo(96);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_INT_RGB})
    void greyStaysAsGreyAsItWas(int type) throws Exception {
        BufferedImage image = new BufferedImage(200, 200, type);
        int[] samples = new int[200 * 200 * image.getRaster().getNumBands()];
        Arrays.fill(samples, type == BufferedImage.TYPE_USHORT_GRAY ? 100 << 8 : 100);
        image.getRaster().setPixels(0, 0, 200, 200, samples);
        assertThat(square(SamplePictures.file(image, "png"), 96).at(50, 50)).isEqualTo(0x646464);
    }

    @Test
    void whatIsTransparentIsOnWhite() throws Exception {
        for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_INDEXED}) {
            BufferedImage image = new BufferedImage(100, 100, type);
            if (type == BufferedImage.TYPE_INT_ARGB) {
                image.setRGB(50, 50, 0x80000000);
            }
            Square square = square(SamplePictures.file(image, "png"), 512);
            assertThat(square.at(5, 5)).isEqualTo(type == BufferedImage.TYPE_INT_ARGB ? 0xffffff : 0);
        }
    }

    @Test
    void aBombIsRejectedByItsHeader() {
        byte[] header = SamplePictures.png("IHDR", SamplePictures.pngHeader(30_000, 30_000), "IDAT", new byte[9]);
        assertRejected(header, "has 30000 × 30000");
        assertRejected(SamplePictures.png("IHDR", SamplePictures.pngHeader(-1, 5)), "damaged");
        byte[] gif = {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, -1, -1, -1, -1, 0, 2, 0};
        assertRejected(gif, "has 65535 × 65535");
    }

    @ParameterizedTest
    @CsvSource({"25000000, 1", "1, 25000000", "16385, 1"})
    void aPictureOfHugeRowsIsRejectedByItsHeader(int width, int height) {
        byte[] header = SamplePictures.pngHeader(width, height);
        assertRejected(SamplePictures.png("IHDR", header, "IDAT", new byte[9]), "sides of up to 16384");
    }

    @Test
    void aJpegsBombIsRejectedByItsHeader() throws Exception {
        assertRejected(resized(SamplePictures.jpeg(64, 64), 65_500, 65_500), "up to 25 million");
        assertRejected(resized(SamplePictures.progressive(64, 64), 4_000, 4_000), "up to 12 million");
    }

    @Test
    void aJpegThatIsHeldWholeIsRejectedByItsOutlineWhateverItsKind() throws Exception {
        byte[] file = resized(SamplePictures.jpeg(64, 64), 5_000, 4_000);
        assertThat(CleanPicture.of(file).width()).isEqualTo(5_000);
        JpegSegments scan = new JpegSegments(file);
        while (scan.marker() != JpegSegments.SOS) {
            scan.next();
        }
        byte[] again = Arrays.copyOfRange(file, scan.from(), scan.to());
        byte[] rest = Arrays.copyOfRange(file, scan.to(), file.length);
        byte[] whole = SamplePictures.joined(Arrays.copyOf(file, scan.to()), again, again, rest);
        assertRejected(whole, "up to 12 million");
        byte[] partial = file.clone();
        partial[scan.payload()] = 1;
        assertRejected(partial, "up to 12 million");
        assertThat(CleanPicture.of(resized(whole, 4_000, 3_000)).width()).isEqualTo(4_000);
    }

    /** The same with another size in its header. */
    private static byte[] resized(byte[] jpeg, int width, int height) {
        byte[] file = jpeg.clone();
        JpegSegments segments = new JpegSegments(file);
        while (!segments.isFrame()) {
            segments.next();
        }
        byte[] size = {(byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width};
        System.arraycopy(size, 0, file, segments.payload() + 1, size.length);
        return file;
    }

    @Test
    void aTextThatUnpacksToGigabytesIsNotUnpacked() throws Exception {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[200 << 20]);
        deflater.finish();
        byte[] packed = new byte[1 << 20];
        byte[] text = Arrays.copyOf(packed, deflater.deflate(packed));
        byte[] plain = SamplePictures.file(SamplePictures.quarters(64, 64, BufferedImage.TYPE_BYTE_INDEXED), "png");
        byte[] head = Arrays.copyOf(plain, 33);
        byte[] bomb = SamplePictures.joined(
                head,
                Arrays.copyOfRange(
                        SamplePictures.png("zTXt", SamplePictures.joined("a\0\0".getBytes(ISO_8859_1), text)),
                        8,
                        8 + 12 + 3 + text.length),
                Arrays.copyOfRange(plain, 33, plain.length));
        assertThat(new String(CleanPicture.of(bomb).bytes(), ISO_8859_1)).doesNotContain("zTXt");
        assertThat(square(bomb, 96).side()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif"})
    void aFileThatIsCutOffAnywhereIsRejected(String kind) throws Exception {
        BufferedImage noise = SamplePictures.noise(40, 3);
        byte[] file =
                kind.equals("progressive") ? SamplePictures.progressive(200, 200) : SamplePictures.file(noise, kind);
        int whole = kind.equals("gif") ? file.length - 1 : file.length;
        made(file);
        for (int length = 0; length < whole; length += length < 700 || whole - length < 30 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> made(cut)).as("%d of %d", length, whole).isInstanceOf(RejectedPicture.class);
        }
    }

    @Test
    void aJpegThatEndsTooEarlyWithItsEndMarkerIsRejected() throws Exception {
        byte[] file = SamplePictures.file(SamplePictures.noise(200, 3), "jpeg");
        byte[] cut = Arrays.copyOf(file, file.length / 2);
        cut[cut.length - 3] = 0;
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) JpegSegments.EOI;
        assertRejected(cut, "cut off");
    }

    @Test
    void whatIsNoPictureIsRejected() {
        for (String text : List.of(
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<!DOCTYPE html>",
                "GIF8<script>",
                "RIFF\0\0\0\0WEBPVP8 ",
                "%PDF-1.7",
                "BM",
                "\u0089PNG",
                "\u00ff\u00d8")) {
            assertThatThrownBy(() -> made(text.getBytes(ISO_8859_1))).as(text).isInstanceOf(RejectedPicture.class);
        }
        assertRejected("<html>".getBytes(ISO_8859_1), "JPEG, PNG or GIF");
        assertRejected(new byte[PictureMaker.BYTES_MAX + 1], "5 MiB");
    }

    @Test
    void printersColoursAreRejectedWithAdvice() throws Exception {
        assertRejected(SamplePictures.cmyk(50), "save it as RGB");
    }

    @Test
    void aPictureThatTakesTooLongIsRejected() throws Exception {
        SquareDecoder hasty = new SquareDecoder(Clock.SYSTEM, -1);
        CleanPicture picture = CleanPicture.of(SamplePictures.jpeg(2_000, 2_000));
        assertThatThrownBy(() -> hasty.decode(picture, 512)).hasMessageContaining("too long");
    }

    @Test
    void noBytesAtAllBringItDown() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        List<byte[]> files = List.of(
                SamplePictures.jpeg(60, 60),
                SamplePictures.progressive(60, 60),
                SamplePictures.file(SamplePictures.noise(30, 1), "gif"),
                SamplePictures.file(SamplePictures.noise(30, 1), "png"));
        for (int i = 0; i < 2_000; i++) {
            byte[] file = files.get(i % files.size()).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(made(file)).as("seed %d", seed).hasSizeLessThanOrEqualTo(StoredJpeg.BYTES_MAX);
            } catch (RejectedPicture e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
