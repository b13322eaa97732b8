/**
 * The logic of accounts: each verb of the line protocol over the two stores, the passwords and the limits. Knows
 * neither sockets nor SQL.
 *
 * <p>To be read in this order: {@code AccountVerbs}, {@code PasswordLogin}, {@code SessionStart}, {@code OwnSession},
 * {@code OwnAccount}.
 */
package junretsu.users.verbs;
