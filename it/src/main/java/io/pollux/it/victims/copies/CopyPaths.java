package io.pollux.it.victims.copies;

import io.pollux.it.victims.Talk;
import io.pollux.it.victims.Tally;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every way for bytes through the JDK that copies heap buffers. Commands: "move heap|direct COUNT BYTES [NAME]" moves so many messages of so many
 * bytes on each way, or on those that the name begins, "tally" says the copies that took, descriptor by descriptor, "forget" starts them anew,
 * "classes" says the digests of the JDK's classes as they are in force (ClassWitness has just been attached).
 */
public final class CopyPaths {
    private final Map<String, CopyPath> paths = new LinkedHashMap<>();

    private CopyPaths() throws Exception {
        paths.put("channel", ChannelPaths.single());
        paths.put("channel vector", ChannelPaths.vector());
        paths.put("pipe", ChannelPaths.pipe());
        paths.put("socket streams", SocketPaths.streams());
        paths.put("channel adaptor", SocketPaths.adaptors());
        paths.put("datagram free", DatagramPaths.free());
        paths.put("datagram connected", DatagramPaths.connected());
        paths.put("datagram socket", DatagramPaths.sockets());
        paths.put("async", AsyncPath.open());
        paths.put("file", FilePaths.streaming());
        paths.put("file by position", FilePaths.positional());
        paths.put("file vector", FilePaths.vector());
        paths.put("file async", FilePaths.asynchronous());
        paths.put("file transfer", FilePaths.transfer());
        paths.put("file mapped", FilePaths.mapped());
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        CopyPaths paths = new CopyPaths();
        Talk.serve(paths::run);
    }

    private void run(String[] words) throws Exception {
        switch (words[0]) {
            case "move" -> move(words[1].equals("heap"), Integer.parseInt(words[2]), Integer.parseInt(words[3]), words.length > 4 ? words[4] : "");
            case "tally" -> Tally.sayAll();
            case "classes" -> ClassWitness.sayAll();
            case "forget" -> Tally.forgetAll();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void move(boolean heap, int messages, int bytes, String prefix) throws Exception {
        for (Map.Entry<String, CopyPath> path : paths.entrySet())
            for (int i = 0; i < messages && path.getKey().startsWith(prefix); i++)
                move(path.getKey(), path.getValue(), bytes, heap);
    }

    private static void move(String name, CopyPath path, int bytes, boolean heap) throws Exception {
        try {
            path.move(bytes, heap);
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }
}
