package io.pollux.it.victims.findings;

import io.pollux.it.victims.Talk;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs ailments side by side. Arguments: sick or healthy, then the ids of the findings. Says "ailment ID KEY" for each. Commands are those of Recordings. */
public final class Ward {
    private static final Map<String, Ailment> ALL = new LinkedHashMap<>();

    static {
        ALL.put("write-interest-armed", LoopAilments::writeInterestArmed);
        ALL.put("hangup-spin", LoopAilments::hangUpSpin);
        ALL.put("eof-spin", LoopAilments::endOfStreamSpin);
        ALL.put("input-ignored", LoopAilments::inputIgnored);
        ALL.put("select-spin", LoopAilments::selectSpin);
        ALL.put("loop-blocked", LoopAilments::loopBlocked);
        ALL.put("loop-stuck", LoopAilments::loopStuck);
        ALL.put("reported-not-read", LoopAilments::reportedNotRead);
        ALL.put("bytes-unreported", LoopAilments::bytesUnreported);
        ALL.put("wakeup-storm", LoopAilments::wakeupStorm);
        ALL.put("interest-churn", LoopAilments::interestChurn);
        ALL.put("selector-imbalance", LoopAilments::selectorImbalance);
        ALL.put("eagain-polling", StreamAilments::againPolling);
        ALL.put("tiny-reads", StreamAilments::tinyReads);
        ALL.put("tiny-writes", StreamAilments::tinyWrites);
        ALL.put("heap-buffers", StreamAilments::heapBuffers);
        ALL.put("temporary-buffers", StreamAilments::temporaryBuffers);
        ALL.put("close-wait", StreamAilments::closeWait);
        ALL.put("accept-backlog", StreamAilments::acceptBacklog);
        ALL.put("idle-fds", CrowdAilments::idleDescriptors);
        ALL.put("engine-scans", CrowdAilments::engineScans);
        ALL.put("limit-close", CrowdAilments::limitClose);
        ALL.put("watches", CrowdAilments::watchesClose);
        ALL.put("write-storm", BusyAilments::writeStorm);
        ALL.put("hangup-storm", BusyAilments::hangUpStorm);
        ALL.put("self-woken", BusyAilments::selfWoken);
        ALL.put("heap-stream", BusyAilments::heapStream);
        ALL.put("late", BusyAilments::late);
        ALL.put("signal-queue", BusyAilments::signalQueue);
    }

    private Ward() {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        for (int i = 1; i < args.length; i++)
            Talk.say("ailment %s %s", args[i], ALL.get(args[i]).start(args[0].equals("sick")));
        Talk.serve(words -> Recordings.run(words));
    }
}
