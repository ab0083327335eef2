package io.pollux.findings.kernel;

import io.pollux.ledger.TaskDir;
import java.nio.file.Path;

/**
 * A thread as /proc/PID/task/TID has it.
 *
 * @param name       cut to 15 characters by Linux; empty when it is gone
 * @param state      its state letter: R running, S asleep, T stopped; blank when it is gone
 * @param cpuSeconds processor time used
 * @param sleepsIn   the kernel function it sleeps in; empty when it runs, or this may not be seen
 */
public record Task(String name, char state, double cpuSeconds, String sleepsIn) {
    /** No such thread. */
    public static final Task NONE = new Task("", ' ', 0, "");

    /** Ticks a second of the times in /proc, fixed by the kernel's interface to user space (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** Reads a thread. */
    public static Task of(long pid, long tid) {
        if (tid <= 0) {
            return NONE;
        }
        Path dir = TaskDir.of(pid, tid);
        String stat = ProcFile.read(dir.resolve("stat"));
        // The name is in brackets and may hold blanks and brackets itself.
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return NONE;
        }
        String[] fields = stat.substring(end + 2).split(" ");
        String wchan = ProcFile.read(dir.resolve("wchan")).strip();
        return new Task(stat.substring(stat.indexOf('(') + 1, end), fields[0].charAt(0),
                (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND, wchan.equals("0") ? "" : wchan);
    }

    /** Whether it is known to be at work, or asleep elsewhere than in a wait for readiness (ep_poll, do_sys_poll, do_select, …). */
    public boolean isAwayFromWait() {
        return state == 'R' || !sleepsIn.isEmpty() && state != 'T' && state != 't' && !sleepsIn.contains("poll") && !sleepsIn.contains("select");
    }
}
