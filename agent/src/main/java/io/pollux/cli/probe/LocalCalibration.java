package io.pollux.cli.probe;

import io.pollux.agent.Refusal;
import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;
import io.pollux.model.Calibration;
import java.nio.charset.StandardCharsets;

/** Measures this machine from the command line's own process, by the library itself. */
public final class LocalCalibration {
    private static final int ROOM = 4_000;

    private LocalCalibration() {
    }

    /** Takes some 20 ms. Throws a {@link CliException} where the library can't be mapped, or the kernel gives it nothing to measure on. */
    public static Calibration measure() {
        byte[] json = new byte[ROOM];
        int length;
        try {
            length = NativeProbe.load().pollux_calibrate(json, json.length);
        } catch (Refusal | LinkageError e) {
            throw new CliException(ExitCode.UNSUPPORTED, "the library can't be used here (" + firstLine(e.getMessage())
                    + "); pollux calibrate PID shows what an attached agent has measured");
        }
        if (length < 0) {
            throw new CliException(ExitCode.UNSUPPORTED, "this kernel gives no sockets to measure on (errno " + -length + "); see ulimit -n");
        }
        return Calibration.parse(new String(json, 0, length, StandardCharsets.US_ASCII));
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
