/**
 * The front of users: requests of browsers come in over HTTP, go to the accounts as lines' requests do, and their
 * answers go out as JSON. It keeps nothing; the accounts are in this process, or behind the line protocol in another.
 *
 * <p>To be read in this order: {@code FrontServer}, {@code FrontViews}, {@code FrontCalls}, {@code EntryRoutes}.
 */
package junretsu.users.front;
