package junretsu.redis;

import java.util.Iterator;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/** A command as Jedis writes it. The words of its run pass through one buffer: none is an object of its own. */
final class CommandWords extends CommandArguments {
    private final RedisCommand command;

    CommandWords(RedisCommand command) {
        super(() -> command.words().get(0));
        this.command = command;
        List<byte[]> words = command.words();
        words.subList(1, words.size()).forEach(word -> super.add(RawableFactory.from(word)));
    }

    @Override
    public int size() {
        return super.size() + command.runCount();
    }

    @Override
    public Iterator<Rawable> iterator() {
        return command.runCount() == 0 ? super.iterator() : new WithRun(super.iterator());
    }

    private final class WithRun implements Iterator<Rawable>, Rawable {
        private final Iterator<Rawable> words;
        private final byte[] word = new byte[command.runWidth()];
        private int next;

        WithRun(Iterator<Rawable> words) {
            this.words = words;
        }

        @Override
        public boolean hasNext() {
            return next < command.runCount();
        }

        @Override
        public Rawable next() {
            if (words.hasNext()) {
                return words.next();
            }
            command.copyRunWord(next++, word);
            return this;
        }

        @Override
        public byte[] getRaw() {
            return word;
        }
    }
}
