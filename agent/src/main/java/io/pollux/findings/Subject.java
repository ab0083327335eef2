package io.pollux.findings;

import io.pollux.ledger.FdView;

/**
 * What a finding is about: a descriptor, a set, a group of descriptors, or the process as a whole. What does not apply is -1 or empty.
 *
 * @param fd     number of the descriptor
 * @param conn   its generation
 * @param role   its role, or its group's
 * @param proto  its protocol, or its group's
 * @param local  its own address; of a group the port
 * @param remote its peer; of a group the service
 * @param set    epoll descriptor of the set
 * @param engine engine of the set
 * @param tid    kernel id of the thread that waited on the set last
 * @param thread its name, which Linux cuts to 15 characters
 */
public record Subject(int fd, long conn, String role, String proto, String local, String remote, long set, String engine, long tid,
        String thread) {
    /** The process as a whole. */
    public static final Subject PROCESS = new Subject(-1, -1, "", "", "", "", -1, "", -1, "");

    /** A descriptor and, where there is one, the set that serves it. */
    static Subject of(FdView view, SetGrowth set) {
        Subject loop = set == null ? PROCESS : of(set);
        return new Subject(view.fd(), view.conn(), view.role(), view.proto(), view.local(), view.remote(), loop.set, loop.engine, loop.tid, loop.thread);
    }

    static Subject of(SetGrowth set) {
        return new Subject(-1, -1, "", "", "", "", set.epfd(), set.engine(), set.tid(), set.thread());
    }

    /** A group of descriptors. */
    public static Subject group(String role, String proto, String port, String peer) {
        return new Subject(-1, -1, role, proto, port, peer, -1, "", -1, "");
    }
}
