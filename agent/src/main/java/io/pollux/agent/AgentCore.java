package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/**
 * The agent inside its isolated loader: takes one command after another from {@link Agent}, which holds the lock, and answers each.
 * Nothing it meets gets out: a failure becomes a reply to whoever asked, or one line on stderr.
 */
public final class AgentCore implements BiFunction<String, Instrumentation, Boolean> {
    private volatile Attachment attachment;
    /** The thread of the last command: it ends before the next one begins. */
    private Thread last;

    /**
     * Returns whether Pollux is attached when the command is done. The work is done on a thread of its own: what libraries leave in a
     * thread's locals ends with it, and would otherwise hold this class loader in the application's thread for ever. A start with
     * the JVM returns as soon as Pollux serves and counts; HTTP comes up beside the application.
     */
    @Override
    public Boolean apply(String text, Instrumentation instrumentation) {
        if (last != null) {
            join(last);
        }
        Command command = new Command(Request.parse(text), instrumentation);
        last = new Thread(null, command, "pollux-command", 0, false);
        last.setDaemon(true);
        last.setContextClassLoader(AgentCore.class.getClassLoader());
        last.start();
        if (command.request.premain()) {
            command.awaitServing();
        } else {
            join(last);
        }
        return attachment != null || last.isAlive();
    }

    /** An interrupt is for the application: it stays pending, and the command is waited for. */
    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Command implements Runnable {
        private final Request request;
        private final Instrumentation instrumentation;
        private final CountDownLatch serving = new CountDownLatch(1);

        Command(Request request, Instrumentation instrumentation) {
            this.request = request;
            this.instrumentation = instrumentation;
        }

        @Override
        public void run() {
            Reply reply = new Reply(request);
            try {
                if (attachment != null) {
                    NativeProbe.pollux_own_thread(1);
                }
                obey(this, reply);
            } catch (Refusal refusal) {
                reply.refuse(refusal.exitCode(), refusal.getMessage());
            } catch (Throwable t) {
                reply.refuse(ExitCode.INTERNAL, "the command '" + request.command() + "' failed (" + t
                        + "); the application goes on. Please report this with the JVM's version");
            } finally {
                serving.countDown();
            }
        }

        /** Main of the application has not begun: there is nobody yet who could interrupt it. */
        void awaitServing() {
            try {
                serving.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void obey(Command command, Reply reply) {
        String name = command.request.command();
        switch (name) {
            case Request.ATTACH -> attach(command, reply);
            case Request.ENGINE -> reply.succeed(attached().switchEngine(command.request.arguments()));
            case Request.COMPARE -> reply.succeed(compare(command.request.arguments()));
            case Request.BUFFERS -> {
                attached().lookAtBuffers();
                reply.succeed("");
            }
            case Request.DETACH -> detach(reply);
            default -> throw new Refusal(ExitCode.USAGE, "unknown command '" + name + "'; this agent is version "
                    + Version.get() + ", use the command line of the same");
        }
    }

    private void attach(Command command, Reply reply) {
        if (attachment != null) {
            reply.warn(attachment.reconfigure(command.request.arguments()));
            return;
        }
        attachment = Attachment.make(command.request, command.instrumentation);
        List<String> said = command.request.premain() ? attachment.warnings() : List.of();
        if (!said.isEmpty()) {
            // Before the application may end the JVM: this thread is a daemon.
            reply.warn(said);
        }
        command.serving.countDown();
        List<String> warnings = new ArrayList<>(attachment.show());
        warnings.removeAll(said);
        reply.warn(warnings);
    }

    /** The reply goes out before the ledger that carries it closes. */
    private void detach(Reply reply) {
        Attachment leaving = attached();
        attachment = null;
        Proof proof = leaving.detach();
        reply.answer(proof.complete() ? ExitCode.OK : ExitCode.DETACH_INCOMPLETE, proof.toJson());
        leaving.close();
    }

    /** The end of a lease may come after the detach that it crossed: that is nothing to complain of. */
    private String compare(Map<String, String> step) {
        return attachment == null && Comparison.END.equals(step.get("step")) ? "" : attached().compare(step);
    }

    private Attachment attached() {
        if (attachment == null) {
            throw new Refusal(ExitCode.USAGE, "Pollux is not attached; pollux attach comes first");
        }
        return attachment;
    }
}
