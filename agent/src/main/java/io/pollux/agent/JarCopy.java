package io.pollux.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.jar.JarFile;

/**
 * pollux.jar as it is now, whatever becomes of the file: the next build writes over it while Pollux is attached, and a class that is
 * first needed at detach would not be found. The copy has no name any more when it is open.
 */
final class JarCopy {
    private JarCopy() {
    }

    /** Opens a copy, or where there is no room for one the jar itself. Throws IOException when that can't be read. */
    static JarFile open(File jar) throws IOException {
        File copy = new File(System.getProperty("java.io.tmpdir"), "pollux-" + Long.toHexString(System.nanoTime()) + ".jar");
        try {
            return copy.createNewFile() ? filled(copy, jar) : new JarFile(jar, false);
        } catch (IOException e) {
            return new JarFile(jar, false);
        }
    }

    private static JarFile filled(File copy, File jar) throws IOException {
        try (InputStream in = new FileInputStream(jar); OutputStream out = new FileOutputStream(copy)) {
            in.transferTo(out);
            out.flush();
            return new JarFile(copy, false);
        } finally {
            copy.delete();
        }
    }
}
