/**
 * Floor 5: what the user types and sees. Arguments come in, configuration records go to the services, lines and exit
 * codes go out. The one place that names which engine and which store is built.
 */
package junretsu.cli;
