package io.pollux.findings;

import io.pollux.findings.checks.AcceptBacklog;
import io.pollux.findings.checks.AgainPolling;
import io.pollux.findings.checks.BytesUnreported;
import io.pollux.findings.checks.CloseWait;
import io.pollux.findings.checks.EndOfStreamSpin;
import io.pollux.findings.checks.EngineFallback;
import io.pollux.findings.checks.EngineScans;
import io.pollux.findings.checks.HangUpSpin;
import io.pollux.findings.checks.HeapBuffers;
import io.pollux.findings.checks.IdleDescriptors;
import io.pollux.findings.checks.InputIgnored;
import io.pollux.findings.checks.InterestChurn;
import io.pollux.findings.checks.LimitsClose;
import io.pollux.findings.checks.LoopBlocked;
import io.pollux.findings.checks.ReportedNotRead;
import io.pollux.findings.checks.SelectSpin;
import io.pollux.findings.checks.SelectorImbalance;
import io.pollux.findings.checks.TemporaryBuffers;
import io.pollux.findings.checks.TinyReads;
import io.pollux.findings.checks.TinyWrites;
import io.pollux.findings.checks.WakeupStorm;
import io.pollux.findings.checks.WriteInterestArmed;
import java.util.List;

/** Every check, one line each; a new one is its class and a line here. Among findings of one severity this is their order. */
public final class Checks {
    public static final List<Check> ALL = List.of(
            new WriteInterestArmed(),
            new HangUpSpin(),
            new EndOfStreamSpin(),
            new InputIgnored(),
            new SelectSpin(),
            new LoopBlocked(),
            new AcceptBacklog(),
            new ReportedNotRead(),
            new BytesUnreported(),
            new AgainPolling(),
            new WakeupStorm(),
            new TinyReads(),
            new TinyWrites(),
            new CloseWait(),
            new EngineScans(),
            new LimitsClose(),
            new TemporaryBuffers(),
            new HeapBuffers(),
            new InterestChurn(),
            new EngineFallback(),
            new SelectorImbalance(),
            new IdleDescriptors());

    private Checks() {
    }
}
