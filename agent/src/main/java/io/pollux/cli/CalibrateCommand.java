package io.pollux.cli;

import io.pollux.cli.probe.LocalCalibration;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerReader;
import io.pollux.model.Calibration;
import io.pollux.model.CalibrationJson;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "calibrate",
        description = "What system calls and copies cost on this machine: measured now, or as the agent in a JVM measured it.",
        footer = {"", "With these figures I/O times are split into entering the kernel, copying, waiting and heap copies.", "",
            "Example:", "  pollux calibrate", "  pollux calibrate 4711 -o json"})
final class CalibrateCommand extends Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PID|NAME", description = "show what the agent in this JVM measured, instead of measuring")
    private String target;

    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException {
        Calibration calibration = target == null ? LocalCalibration.measure() : measuredIn(Target.pid(target));
        output.print(out(), json -> CalibrationJson.write(new JsonWriter(json), calibration), () -> CalibrationText.lines(calibration));
        return ExitCode.OK;
    }

    private static Calibration measuredIn(long pid) {
        try (LedgerReader reader = LedgerReader.open(pid)) {
            Calibration calibration = Calibration.of(reader.meta());
            if (calibration == null) {
                throw notMeasured(pid);
            }
            return calibration;
        }
    }

    /** What to do where there are no figures. */
    static CliException notMeasured(long pid) {
        return new CliException(ExitCode.DEGRADED, "the agent in process " + pid + " has not calibrated; pollux attach " + pid
                + " calibrate=on has it do so");
    }
}
