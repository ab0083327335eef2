package io.pollux.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The agent inside its isolated loader: takes one command after another from {@link Agent}, which holds the lock, and answers each.
 * Nothing it meets gets out: a failure becomes a reply to whoever asked, or one line on stderr.
 */
public final class AgentCore implements BiFunction<String, Instrumentation, Boolean> {
    private Attachment attachment;

    /** Returns whether Pollux is attached when the command is done. */
    @Override
    public Boolean apply(String text, Instrumentation instrumentation) {
        Request request = Request.parse(text);
        Reply reply = new Reply(request);
        try {
            obey(request, reply, instrumentation);
        } catch (Refusal refusal) {
            reply.refuse(refusal.exitCode(), refusal.getMessage());
        } catch (Throwable t) {
            reply.refuse(ExitCode.INTERNAL, "the command '" + request.command() + "' failed (" + t
                    + "); the application goes on. Please report this with the JVM's version");
        }
        return attachment != null;
    }

    private void obey(Request request, Reply reply, Instrumentation instrumentation) {
        switch (request.command()) {
            case Request.ATTACH -> attach(request, reply, instrumentation);
            case Request.ENGINE -> reply.succeed(attached().switchEngine(request.arguments()));
            case Request.DETACH -> detach(reply);
            default -> throw new Refusal(ExitCode.USAGE, "unknown command '" + request.command() + "'; this agent is version "
                    + Version.get() + ", use the command line of the same");
        }
    }

    private void attach(Request request, Reply reply, Instrumentation instrumentation) {
        List<String> warnings;
        if (attachment == null) {
            attachment = Attachment.make(request, instrumentation);
            warnings = attachment.warnings();
        } else {
            warnings = attachment.reconfigure(request.arguments());
        }
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

    private Attachment attached() {
        if (attachment == null) {
            throw new Refusal(ExitCode.USAGE, "Pollux is not attached; pollux attach comes first");
        }
        return attachment;
    }
}
