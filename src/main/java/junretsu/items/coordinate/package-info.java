/**
 * The coordinator of items: requests come in from clients and go to one of many nodes, to another when that one fails;
 * answers go back as they came. Keeps no data. Watches the nodes, and starts and ends those of this machine.
 */
package junretsu.items.coordinate;
