package junretsu.users.picture;

/** The reason why a file is no picture that is taken. The message is a sentence for who sent it. */
public final class RejectedPicture extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RejectedPicture(String sentence) {
        super(sentence);
    }

    /** The rejection of a file that ends before the picture does. */
    static RejectedPicture cutOff() {
        return new RejectedPicture("the picture is cut off");
    }

    /** The rejection of a file whose parts contradict its format. */
    static RejectedPicture damaged() {
        return new RejectedPicture("the picture is damaged");
    }
}
