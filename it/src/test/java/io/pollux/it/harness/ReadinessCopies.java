package io.pollux.it.harness;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes that waiting makes the kernel copy, by the arguments and results of the calls: what the application says of descriptors (in), and
 * what the kernel says of them (out).
 * <pre>
 *   epoll_ctl            in 12, but for DEL                     sizeof(struct epoll_event) on x86-64
 *   epoll_wait           out 12 a result
 *   poll, ppoll          in 8 an element, out 2                 struct pollfd, and its revents alone
 *   pselect6             in and out: whole words of each set    FDS_BYTES
 *   ppoll, pselect6      in 16 with a time-out, out 16 unless it is 0: the time that was left
 *   read of a signalfd   out 128 a signal                       struct signalfd_siginfo
 *   io_uring_enter       in 64 a request taken                  struct io_uring_sqe
 *                        in 24 with IORING_ENTER_EXT_ARG        struct io_uring_getevents_arg; selects without a time-out have no other
 * </pre>
 * Calls that have not ended count nowhere.
 *
 * @param in  copied into the kernel
 * @param out copied out of it
 */
public record ReadinessCopies(long in, long out) {
    /** What {@link #of} has to be given. */
    public static final String CALLS = "epoll_wait,epoll_pwait,epoll_ctl,poll,ppoll,pselect6,signalfd4,read,io_uring_enter";

    private static final ReadinessCopies NONE = new ReadinessCopies(0, 0);
    private static final int EVENT = 12;
    private static final int TIME = 16;
    private static final int SQE = 64;
    private static final int EXTENDED = 24;
    private static final Pattern POLL = Pattern.compile(".*(?:\\]|NULL), (\\d+), (NULL|-?\\d+|\\{[^}]*\\}).*");
    private static final Pattern SELECT = Pattern.compile("(\\d+), (NULL|\\[[^\\]]*\\]), (NULL|\\[[^\\]]*\\]), (NULL|\\[[^\\]]*\\]), (NULL|\\{[^}]*\\}).*");

    public static ReadinessCopies of(List<SystemCall> calls) {
        Set<Integer> signals = new HashSet<>();
        long in = 0;
        long out = 0;
        for (SystemCall call : calls) {
            if (call.name().equals("signalfd4"))
                signals.add((int) call.result()); // from here on: the number may have been another file's
            ReadinessCopies copies = call.ended() ? of(call, signals) : NONE;
            in += copies.in;
            out += copies.out;
        }
        return new ReadinessCopies(in, out);
    }

    private static ReadinessCopies of(SystemCall call, Set<Integer> signals) {
        boolean failed = call.result() < 0;
        return switch (call.name()) {
            case "epoll_ctl" -> call.arguments().contains("EPOLL_CTL_DEL") ? NONE : new ReadinessCopies(EVENT, 0);
            case "epoll_wait", "epoll_pwait" -> new ReadinessCopies(0, failed ? 0 : EVENT * call.result());
            case "poll", "ppoll" -> poll(call, failed);
            case "pselect6" -> select(call, failed);
            case "io_uring_enter" -> new ReadinessCopies(SQE * (failed ? 0 : call.result()) + (call.arguments().contains("EXT_ARG") ? EXTENDED : 0), 0);
            case "read" -> signals.contains(call.fd()) && !failed ? new ReadinessCopies(0, call.result()) : NONE;
            default -> NONE;
        };
    }

    private static ReadinessCopies poll(SystemCall call, boolean failed) {
        Matcher matcher = matched(POLL, call);
        long elements = Long.parseLong(matcher.group(1));
        String time = matcher.group(2);
        return new ReadinessCopies(8 * elements + timeIn(time), failed ? 0 : 2 * elements + timeOut(time));
    }

    private static ReadinessCopies select(SystemCall call, boolean failed) {
        Matcher matcher = matched(SELECT, call);
        long words = (Long.parseLong(matcher.group(1)) + 63) / 64;
        long bytes = 0;
        for (int set = 2; set <= 4; set++)
            bytes += matcher.group(set).equals("NULL") ? 0 : 8 * words;
        String time = matcher.group(5);
        return new ReadinessCopies(bytes + timeIn(time), failed ? 0 : bytes + timeOut(time));
    }

    /** poll's time-out is no struct, but a number. */
    private static long timeIn(String time) {
        return time.startsWith("{") ? TIME : 0;
    }

    private static long timeOut(String time) {
        return time.startsWith("{") && !time.equals("{tv_sec=0, tv_nsec=0}") ? TIME : 0;
    }

    private static Matcher matched(Pattern pattern, SystemCall call) {
        Matcher matcher = pattern.matcher(call.arguments());
        if (!matcher.matches())
            throw new AssertionError("strace wrote " + call);
        return matcher;
    }
}
