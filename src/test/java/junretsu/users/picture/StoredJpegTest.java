package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures that a back end keeps, whoever sends them. */
class StoredJpegTest {
    private static void assertRejected(byte[] file, String sentence) {
        assertThatThrownBy(() -> StoredJpeg.of(file))
                .isInstanceOf(RejectedPicture.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theSamePictureIsAnotherFileForEachAccount() throws Exception {
        byte[] file = SamplePictures.jpeg(512, 512);
        StoredJpeg one = StoredJpeg.of(file);
        StoredJpeg other = StoredJpeg.of(file);
        assertThat(one.hash()).hasSize(32).isNotEqualTo(other.hash());
        assertThat(one.bytes()).hasSize(file.length + 20);
        assertThat(ImageIO.read(new ByteArrayInputStream(one.bytes())).getRGB(9, 9))
                .isEqualTo(ImageIO.read(new ByteArrayInputStream(file)).getRGB(9, 9));
    }

    @Test
    void whatIsLargerThanAPageShowsIsRejected() throws Exception {
        assertRejected(new byte[StoredJpeg.BYTES_MAX + 1], "up to 65536 bytes; this one has 65537");
        StoredJpeg.of(SamplePictures.jpeg(1_024, 1_024));
        assertRejected(SamplePictures.jpeg(1_025, 8), "this one has 1025 × 8");
        assertRejected(SamplePictures.jpeg(8, 1_025), "this one has 8 × 1025");
    }

    @Test
    void onlyTheImageMayBeInTheFile() throws Exception {
        byte[] file = SamplePictures.jpeg(64, 64);
        byte[] text = "<script>alert(1)</script>".getBytes(ISO_8859_1);
        assertRejected(
                SamplePictures.withSegment(file, JpegSegments.APP1, SamplePictures.exif(1, true)), "segment FFE1");
        assertRejected(SamplePictures.withSegment(file, JpegSegments.COM, text), "segment FFFE");
        assertRejected(SamplePictures.withSegment(file, JpegSegments.APP0, text), "thumbnail");
        assertRejected(SamplePictures.joined(file, text), "behind the end");
        assertRejected(SamplePictures.joined(file, new byte[1]), "behind the end");
    }

    @Test
    void aFileWithoutAnImageIsRejected() throws Exception {
        assertRejected(new byte[0], "no JPEG");
        assertRejected("<svg/>".getBytes(ISO_8859_1), "no JPEG");
        assertRejected(new byte[] {-1, -40, -1, -39}, "damaged");
        assertRejected(SamplePictures.cmyk(20), "save it as RGB");
        byte[] file = SamplePictures.jpeg(64, 64);
        for (int length = 2; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> StoredJpeg.of(cut)).isInstanceOf(RejectedPicture.class);
        }
    }
}
