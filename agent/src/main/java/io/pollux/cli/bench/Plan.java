package io.pollux.cli.bench;

/**
 * One cell of the tables, to be measured.
 *
 * @param fds    how many descriptors are waited for
 * @param active how many of them are ready each time
 * @param ops    waits a round; 0: as many as take 20 ms
 * @param rounds turns of each side
 */
public record Plan(String engine, Kind kind, int fds, int active, int ops, int rounds) {
    public String what() {
        return engine + ", " + Numbers.whole(fds) + " " + kind.plural() + (active == 1 ? "" : ", " + Numbers.whole(active) + " active");
    }
}
