package junretsu.users.front;

import junretsu.config.Choice;
import junretsu.config.Flag;

/** The part of the work that a process does. */
public enum Role {
    /** Keeps accounts, for clients of the line protocol and for browsers. */
    ALL,

    /** Keeps accounts, for clients of the line protocol alone. */
    BACK,

    /** Answers browsers, and asks back ends; keeps nothing. */
    FRONT;

    private static final Choice<Role> CHOICES =
            Choice.of("all", ALL).or("back", BACK).or("front", FRONT);

    public static final Flag<Role> FLAG = Flag.of(
            "role",
            CHOICES.placeholder(),
            "all",
            "whether to keep accounts and show the page, to keep accounts alone, or to show the page alone",
            CHOICES);

    /** Returns true when accounts are kept here. */
    public boolean keeps() {
        return this != FRONT;
    }
}
