package io.pollux.it.victims;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A server that needs jars of its own, in a class loader of its own: two of these never share a class or a mapped library.
 * Arguments: a module of it/jars, then a class of its package below io.pollux.it.victims and that class's arguments.
 */
final class JarServer implements Server {
    private final String ofServers;
    private Server server;

    /** @param name of the package below this one whose classes need the jars */
    JarServer(String name) {
        this.ofServers = JarServer.class.getPackageName() + "." + name + ".";
    }

    @Override
    public String start(String[] args) throws Exception {
        server = (Server) new Loader(jars(args[0]), ofServers).loadClass(ofServers + args[1]).getConstructor().newInstance();
        return server.start(Arrays.copyOfRange(args, 2, args.length));
    }

    @Override
    public void command(String[] words) throws Exception {
        server.command(words);
    }

    private static URL[] jars(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("jars"), "pollux-it-" + directory))) {
            return files.map(JarServer::url).toArray(URL[]::new);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Defines the servers itself, so that they find the jars. */
    private static final class Loader extends URLClassLoader {
        private final String ofServers;

        Loader(URL[] jars, String ofServers) {
            super(jars, JarServer.class.getClassLoader());
            this.ofServers = ofServers;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null)
                    return loaded;
                return name.startsWith(ofServers) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
