/**
 * Floor 3: what lies on a disk, without a server. A directory or a file of a service comes in; what it is, its rows and
 * the state of each file go out, and nothing in it changes.
 */
package junretsu.service.data;
