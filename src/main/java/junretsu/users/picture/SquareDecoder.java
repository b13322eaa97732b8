package junretsu.users.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import junretsu.base.Clock;

/**
 * Decodes the middle of a picture. Pixels are skipped while it is read, so that the memory is bounded by the square and
 * not by the picture. A reader's warning rejects the picture: that is how a reader takes one that is cut off. Touches
 * neither a screen nor a file. Any thread.
 */
final class SquareDecoder {
    /** Pixels that are averaged to one, along a side, at least; where there are as many. */
    private static final int FINER = 2;

    private final Clock clock;
    private final long decodeNanosMax;

    SquareDecoder(Clock clock, long decodeNanosMax) {
        this.clock = clock;
        this.decodeNanosMax = decodeNanosMax;
    }

    /**
     * The square in the middle of a picture, upright.
     *
     * @param side in pixels; smaller pictures are not made larger
     * @throws RejectedPicture when it cannot be decoded, or not in time
     */
    Square decode(CleanPicture picture, int side) {
        int middle = Math.min(picture.width(), picture.height());
        int step = Math.max(1, middle / (FINER * side));
        Square fine = read(picture, middle, step);
        return fine.reduced(Math.min(side, fine.side())).upright(picture.orientation());
    }

    private Square read(CleanPicture picture, int middle, int step) {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(picture.format()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
            reader.setInput(in, true, true);
            Watch watch = new Watch(clock, clock.nanoTime() + decodeNanosMax);
            reader.addIIOReadProgressListener(watch);
            reader.addIIOReadWarningListener(watch);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(
                    new Rectangle((picture.width() - middle) / 2, (picture.height() - middle) / 2, middle, middle));
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage image = reader.read(0, param);
            watch.requireGood();
            return Square.of(image);
        } catch (RejectedPicture e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw RejectedPicture.damaged();
        } finally {
            reader.dispose();
        }
    }

    /** Ends what takes too long, and takes note of warnings. Called by the reader, on the thread that reads. */
    private static final class Watch implements IIOReadProgressListener, IIOReadWarningListener {
        private final Clock clock;
        private final long endNanos;
        private boolean isWarned;
        private boolean isLate;

        Watch(Clock clock, long endNanos) {
            this.clock = clock;
            this.endNanos = endNanos;
        }

        void requireGood() {
            if (isLate) {
                throw new RejectedPicture("the picture takes too long to decode");
            }
            if (isWarned) {
                throw RejectedPicture.cutOff();
            }
        }

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            isWarned = true;
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (clock.nanoTime() - endNanos > 0) {
                isLate = true;
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
