package junretsu.web;

/** The actions for the end of an exchange, each called once. Any thread may call. */
final class EndActions {
    /** Null once they were called. */
    private Runnable actions = () -> {};

    /** Adds an action behind those added before, or calls it at once when the end has come. */
    void add(Runnable action) {
        if (!isAdded(action)) {
            action.run();
        }
    }

    private synchronized boolean isAdded(Runnable action) {
        Runnable before = actions;
        if (before == null) {
            return false;
        }
        actions = () -> {
            before.run();
            action.run();
        };
        return true;
    }

    /** Calls them; to be called once. */
    void run() {
        takeAll().run();
    }

    private synchronized Runnable takeAll() {
        Runnable all = actions;
        actions = null;
        return all;
    }
}
