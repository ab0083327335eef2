package io.pollux.agent.jfr;

import io.pollux.findings.Subject;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** An event about a descriptor, a set or a thread: fields that all events of Pollux have. */
@Category("Pollux")
@Period("10 s")
@StackTrace(false)
abstract class SubjectEvent extends Event {
    @Label("Descriptor")
    @Description("-1: not about one descriptor")
    int fd;
    @Label("Generation")
    long conn;
    @Label("Role")
    String role;
    @Label("Local Address")
    String local;
    @Label("Remote Address")
    String remote;
    @Label("Set")
    @Description("Epoll descriptor of the loop; -1: none")
    long set;
    @Label("Engine")
    String engine;
    @Label("Loop's Thread Id")
    @Description("The kernel's")
    long tid;
    @Label("Loop's Thread")
    String loopThread;

    final void about(Subject subject) {
        fd = subject.fd();
        conn = subject.conn();
        role = subject.role();
        local = subject.local();
        remote = subject.remote();
        set = subject.set();
        engine = subject.engine();
        tid = subject.tid();
        loopThread = subject.thread();
    }
}
