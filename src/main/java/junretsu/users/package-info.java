/**
 * Floor 4: accounts and sessions. Lines come in over TCP ({@code line}), become verbs ({@code verbs}) over two stores
 * ({@code account} says what they keep, {@code store} keeps it) and slow hashes ({@code password}), and their answers
 * go back in the order of the requests. Browsers come by {@code front}. Here stands what server and clients agree on.
 */
package junretsu.users;
