package io.pollux.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.pollux.cli.jvm.Preflight;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a command to the agent of a JVM: through the attach API, which returns when the agent has run it, or, once it is attached,
 * through its {@link ControlPipe}. The agent leaves its reply in the ledger, as the facts {@code reply:id:N}, {@code reply:code:N} and {@code reply:text:N}, N in turn;
 * where it has no ledger, in the system property {@code pollux.reply}, as "id code text".
 */
final class Control {
    /** A JVM that answers nothing for so long hangs; the attach API itself would wait for ever. */
    private static final int SECONDS = 60;
    private static final String ID = "reply:id:";

    /** What the agent answered: an exit status, and text for people. */
    record Reply(int code, String text) {
        /** This, if its exit status is one of those; else it is thrown. */
        Reply among(Integer... accepted) {
            if (!List.of(accepted).contains(code)) {
                throw new CliException(code, text);
            }
            return this;
        }
    }

    private final long pid;
    private final String id = UUID.randomUUID().toString();
    private volatile String property = "";

    Control(long pid) {
        this.pid = pid;
    }

    /**
     * Has an agent that is attached obey {@code command}: by its pipe, else by the attach API. Throws {@link CliException} when it can't
     * be reached.
     */
    void send(LedgerReader reader, String command, List<String> arguments) {
        String line = line(command, arguments);
        if (Preflight.isRunning(pid) && ControlPipe.isOpen(reader) && ControlPipe.write(reader, line)) {
            awaitReply(reader);
        } else {
            Preflight.check(pid);
            attach(line);
        }
    }

    /**
     * {@link #send}s to an agent that is attached, and gives its reply.
     *
     * @param silent   what to say when there is none
     * @param accepted exit statuses that are answers; any other is thrown, with the agent's text
     */
    Reply ask(LedgerReader reader, String command, List<String> arguments, CliException silent, Integer... accepted) {
        send(reader, command, arguments);
        Reply reply = reply(reader);
        if (reply == null) {
            throw silent;
        }
        return reply.among(accepted);
    }

    /** Has the agent obey {@code command} by the attach API, which attaches it first if need be. */
    void send(String command, List<String> arguments) {
        attach(line(command, arguments));
    }

    private String line(String command, List<String> arguments) {
        StringBuilder line = new StringBuilder("command=").append(command).append(",id=").append(id);
        arguments.forEach(argument -> line.append(',').append(argument.replace(",", "\\,")));
        return line.toString();
    }

    private void awaitReply(LedgerReader reader) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (reply(reader) == null) {
            if (System.nanoTime() > deadline || !Preflight.isRunning(pid) || reader.detached() && reply(reader) == null) {
                throw hung();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private CliException hung() {
        return new CliException(ExitCode.REFUSED, "process " + pid + " did not answer within " + SECONDS + " s; is it hung?");
    }

    private void attach(String line) {
        try {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread thread = new Thread(() -> load(line, done), "attach");
            thread.setDaemon(true);
            thread.start();
            done.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw hung();
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } catch (InterruptedException e) {
            throw new CliException(ExitCode.INTERNAL, "interrupted");
        }
    }

    private void load(String line, CompletableFuture<Void> done) {
        Doorstep doorstep = Doorstep.of(pid);
        try {
            VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
            try (Delivery jar = Delivery.to(pid)) {
                vm.loadAgent(jar.path(), line);
                property = vm.getSystemProperties().getProperty("pollux.reply", "");
            } finally {
                vm.detach();
            }
            done.complete(null);
        } catch (Throwable t) {
            done.completeExceptionally(t);
        } finally {
            doorstep.close();
        }
    }

    /** The reply to what was sent, where the agent had no ledger to put it into; null when there is none. */
    Reply replyWithoutLedger() {
        String[] parts = property.split(" ", 3);
        return parts.length == 3 && parts[0].equals(id) ? new Reply(Integer.parseInt(parts[1]), parts[2]) : null;
    }

    /** The reply to what was sent; null when there is none. */
    Reply reply(LedgerReader reader) {
        for (Map.Entry<String, String> fact : reader.meta().entrySet()) {
            if (fact.getKey().startsWith(ID) && fact.getValue().equals(id)) {
                return reply(reader, fact.getKey().substring(ID.length()));
            }
        }
        return replyWithoutLedger();
    }

    /** Read anew: the id is written last, and a reading under way may have passed the others before they were. */
    private static Reply reply(LedgerReader reader, String place) {
        Map<String, String> facts = reader.meta();
        return new Reply(Integer.parseInt(facts.getOrDefault("reply:code:" + place, "1")), facts.getOrDefault("reply:text:" + place, ""));
    }

    private RuntimeException refusal(Throwable t) {
        String who = "process " + pid + " ";
        if (t instanceof NoClassDefFoundError) {
            return new CliException(ExitCode.UNSUPPORTED, "this java has no module jdk.attach; run pollux with a JDK (JAVA_HOME)");
        }
        if (t instanceof AgentLoadException || t instanceof AgentInitializationException) {
            return new CliException(ExitCode.REFUSED, who + "refused the agent " + OwnJar.path() + ": " + t.getMessage());
        }
        if (t instanceof AttachNotSupportedException) {
            return new CliException(ExitCode.REFUSED, who + "does not answer attach requests: " + t.getMessage());
        }
        if (t instanceof IOException) {
            return new CliException(ExitCode.REFUSED, who + "can't be attached to: " + t.getMessage());
        }
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }
}
