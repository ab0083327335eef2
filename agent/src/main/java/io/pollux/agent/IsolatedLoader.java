package io.pollux.agent;

import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Serves the classes and resources below {@code inner/} of pollux.jar. With the platform loader as its parent it neither sees the
 * application's classes nor is seen by them, so an application with another JNA or picocli of its own is left alone.
 * Reads the jar itself: a {@code jar:} URL would leave the file in the JDK's cache, open for the life of the JVM.
 */
final class IsolatedLoader extends ClassLoader implements Closeable {
    private static final String PREFIX = "inner/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;

    /** Closes {@code jar} when it is closed itself. */
    IsolatedLoader(JarFile jar, ClassLoader parent) {
        super("pollux", parent);
        this.jar = jar;
    }

    /** The jar this class was loaded from. */
    static File ownJar() throws IOException {
        try {
            return new File(IsolatedLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = jar.getJarEntry(PREFIX + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected URL findResource(String name) {
        JarEntry entry = jar.getJarEntry(PREFIX + name);
        return entry == null ? null : url(entry);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    /** A URL that opens this one entry, through this loader's own open jar. */
    private URL url(JarEntry entry) {
        try {
            return new URL(null, "pollux:/" + entry.getName(), new EntryHandler(jar, entry));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    private static final class EntryHandler extends URLStreamHandler {
        private final JarFile jar;
        private final JarEntry entry;

        EntryHandler(JarFile jar, JarEntry entry) {
            this.jar = jar;
            this.entry = entry;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    InputStream in = jar.getInputStream(entry);
                    if (in == null) {
                        throw new FileNotFoundException(url.toString());
                    }
                    return in;
                }

                @Override
                public long getContentLengthLong() {
                    return entry.getSize();
                }
            };
        }
    }
}
