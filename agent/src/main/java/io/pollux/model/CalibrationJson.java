package io.pollux.model;

import io.pollux.json.JsonWriter;
import java.io.IOException;

/** A calibration as JSON: {@code {"null_call_ns":…,…,"read":{"fixed_ns":…,"ns_per_byte":…,"mean_error":…,"max_error":…,"points":[[1,1383.0],…]},…}}. */
public final class CalibrationJson {
    private CalibrationJson() {
    }

    /** Writes one object. */
    public static void write(JsonWriter json, Calibration calibration) throws IOException {
        json.beginObject();
        json.name("null_call_ns").value(calibration.nullCallNs());
        json.name("empty_wait_ns").value(calibration.emptyWaitNs());
        json.name("empty_read_ns").value(calibration.emptyReadNs());
        json.name("took_ns").value(Math.round(calibration.tookNs()));
        for (Calibration.Curve curve : calibration.curves()) {
            json.name(curve.name());
            write(json, curve);
        }
        json.endObject();
    }

    private static void write(JsonWriter json, Calibration.Curve curve) throws IOException {
        json.beginObject();
        json.name("fixed_ns").value(curve.line().fixedNs());
        json.name("ns_per_byte").value(curve.line().nsPerByte());
        json.name("mean_error").value(curve.line().meanError());
        json.name("max_error").value(curve.line().maxError());
        json.name("points").beginArray();
        for (Point point : curve.points()) {
            json.beginArray().value(Math.round(point.bytes())).value(point.ns()).endArray();
        }
        json.endArray().endObject();
    }
}
