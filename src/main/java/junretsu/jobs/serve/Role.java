package junretsu.jobs.serve;

import junretsu.config.Choice;

/** The part of the work that a process does; those that do one alone share a queue in Redis. */
public enum Role {
    /** Takes jobs and works on them. */
    ALL,

    /** Takes jobs and shows them. */
    API,

    /** Works on jobs that others take. */
    WORKER;

    static final Choice<Role> CHOICES = Choice.of("all", ALL).or("api", API).or("worker", WORKER);

    boolean takesJobs() {
        return this != WORKER;
    }

    boolean works() {
        return this != API;
    }
}
