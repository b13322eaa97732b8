/**
 * The second factor: a code that a person typed comes in, and the factor as it stands afterwards goes out. Knows
 * neither stores nor sockets.
 */
package junretsu.users.factor;
