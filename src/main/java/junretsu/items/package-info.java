/**
 * Floor 4: the service that counts each item once in its tenant, exactly. Items come in over HTTP; counts go out, and a
 * log of what was new.
 */
package junretsu.items;
