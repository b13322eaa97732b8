/**
 * What an account, its credential and its sessions are, the rules for names, and the two stores that keep them. Knows
 * neither SQL nor sockets nor how a password is hashed.
 */
package junretsu.users.account;
