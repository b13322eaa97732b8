package junretsu.users.serve;

import java.util.function.IntSupplier;

/**
 * The stores as they stand; any thread may ask.
 *
 * @param storeWaiting statements that wait to be carried out
 * @param redisWaiting commands that wait to be sent; null where there is no Redis
 * @param connections to the database; null where there is none
 * @param active connections that run a statement; null where there is no database
 */
public record StoreGauges(
        IntSupplier storeWaiting, IntSupplier redisWaiting, IntSupplier connections, IntSupplier active) {}
