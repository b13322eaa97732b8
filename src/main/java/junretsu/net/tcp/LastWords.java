package junretsu.net.tcp;

/** A message of the server's own, in its place among the answers. */
final class LastWords extends TcpReply<byte[]> {
    LastWords(TcpPeer peer) {
        super(peer);
    }

    @Override
    protected int bytesMax(byte[] words) {
        return words.length;
    }

    @Override
    protected int write(byte[] words, byte[] into, int at) {
        System.arraycopy(words, 0, into, at, words.length);
        return at + words.length;
    }
}
