package junretsu.votes.crowd;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.base.Sha256;
import junretsu.net.http.HttpCalls;
import junretsu.web.Endpoint;
import junretsu.web.Exchange;
import junretsu.web.Response;

/**
 * Lets voters in: anybody, or those who have logged in at a users server, whose clients share their account's budget
 * of votes. Any thread may call.
 */
final class CrowdGate {
    private static final int RETRY_SECONDS = 1;

    /** Goes on with a voter. */
    interface Entrant {
        /**
         * Lets it in.
         *
         * @param id of the client
         * @param budget of its account; null for one of its own
         */
        void enter(long id, CrowdBudget budget);
    }

    private final CrowdLimits limits;
    private final URI users;
    private final Clock clock;
    private final CrowdRefusals refusals;
    private final CrowdAccounts accounts;
    private final OldestFirst<CrowdBudget> budgets;

    /** @param calls to the users server; null when anybody may vote */
    CrowdGate(CrowdLimits limits, HttpCalls calls, CrowdRefusals refusals, Clock clock) {
        this.limits = limits;
        users = limits.now().users();
        this.clock = clock;
        this.refusals = refusals;
        int most = Crowd.slots(limits.now());
        accounts = calls == null ? null : new CrowdAccounts(users, calls, most, clock);
        budgets = new OldestFirst<>(most);
    }

    /** Goes on with who may vote; answers who may not. */
    void enter(Exchange exchange, long id, Entrant entrant) {
        if (accounts == null) {
            entrant.enter(id, null);
            return;
        }
        accounts.find(exchange.request(), new Asked(exchange) {
            @Override
            void in(String username) {
                entrant.enter(ofAccount(username, id), budget(username));
            }

            @Override
            public void stranger() {
                refusals.count(CrowdRefusals.Reason.ACCOUNT);
                exchange.respond(Response.problem(401, "log in at " + users + " before you vote"));
            }
        });
    }

    /** The same page, to which a browser without a session does not come: it is sent to the users server. */
    Endpoint page(Endpoint page) {
        if (accounts == null) {
            return page;
        }
        return exchange -> accounts.find(exchange.request(), new Asked(exchange) {
            @Override
            void in(String username) throws Exception {
                page.answer(exchange);
            }

            @Override
            public void stranger() {
                exchange.respond(Response.empty(303).header("Location", users.toString()));
            }
        });
    }

    private abstract static class Asked implements CrowdAccounts.Taker {
        private final Exchange exchange;

        Asked(Exchange exchange) {
            this.exchange = exchange;
        }

        abstract void in(String username) throws Exception;

        @Override
        public void known(String username) {
            try {
                in(username);
            } catch (Exception e) {
                exchange.fail(e);
            }
        }

        @Override
        public void unknown(Throwable cause) {
            exchange.unavailable("the users server cannot be asked", RETRY_SECONDS);
        }
    }

    private CrowdBudget budget(String username) {
        return budgets.merge(username, limits.budget(clock.nanoTime()), (known, fresh) -> known);
    }

    /** So that a client of one account is none of another's, whatever it names itself. */
    private static long ofAccount(String username, long id) {
        byte[] name = (username + '/' + id).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Sha256.hash(name)).getLong();
    }
}
