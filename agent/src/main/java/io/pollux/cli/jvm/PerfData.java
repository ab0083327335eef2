package io.pollux.cli.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The strings of HotSpot's performance data, /tmp/hsperfdata_USER/PID: what a JVM says of itself without being asked, even
 * while it is stopped. Absent under -XX:-UsePerfData and -XX:+PerfDisableSharedMem.
 *
 * <pre>
 * prologue (version 2): 0 magic cafec0c0, big endian | 4 byte order, 1: little | 5 major | 24 entry_offset i32 | 28 entries i32
 * entry: 0 entry_length i32 | 4 name_offset i32 | 8 vector_length i32 | 12 type u8 ('B': bytes) | 16 data_offset i32
 * </pre>
 */
final class PerfData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int PROLOGUE_BYTES = 32;
    private static final int ENTRY_BYTES = 20;

    private PerfData() {}

    /** Strings by name; empty when there is no such file or it makes no sense. */
    static Map<String, String> read(Proc proc, long pid) {
        long inner = proc.innerPid() > 0 ? proc.innerPid() : pid;
        for (Path tmp : new Path[] {proc.files().root().resolve("tmp"), Path.of("/tmp")}) {
            try (DirectoryStream<Path> users = Files.newDirectoryStream(tmp, "hsperfdata_*")) {
                for (Path user : users) {
                    Path file = user.resolve(Long.toString(inner));
                    if (Files.isReadable(file)) {
                        return parse(Files.readAllBytes(file));
                    }
                }
            } catch (IOException e) {
                // another user's root, or no /tmp: the next one may do
            }
        }
        return Map.of();
    }

    /** Parses one file; what does not fit the drawing above is left out. */
    static Map<String, String> parse(byte[] file) {
        Map<String, String> strings = new HashMap<>();
        if (file.length < PROLOGUE_BYTES || ByteBuffer.wrap(file).getInt(0) != MAGIC) {
            return strings;
        }
        ByteBuffer data = ByteBuffer.wrap(file).order(file[4] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = data.getInt(24);
        for (int left = data.getInt(28); left > 0 && at >= PROLOGUE_BYTES && at <= file.length - ENTRY_BYTES; left--) {
            int length = data.getInt(at);
            if (length < ENTRY_BYTES || length > file.length - at) {
                break;
            }
            if (data.get(at + 12) == 'B' && data.getInt(at + 8) > 0) {
                strings.put(text(file, at + data.getInt(at + 4)), text(file, at + data.getInt(at + 16)));
            }
            at += length;
        }
        return strings;
    }

    private static String text(byte[] file, int from) {
        int end = Math.max(0, Math.min(from, file.length));
        int start = end;
        while (end < file.length && file[end] != 0) {
            end++;
        }
        return new String(file, start, end - start, StandardCharsets.UTF_8);
    }
}
