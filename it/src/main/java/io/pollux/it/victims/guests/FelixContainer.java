package io.pollux.it.victims.guests;

import io.pollux.it.victims.Server;
import io.pollux.it.victims.Talk;
import io.pollux.it.victims.guests.bundle.EchoBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * An OSGi container with one bundle, whose class loader knows nothing but the packages it imports: {@link EchoBundle}. Command "osgi again":
 * a second bundle of the same classes serves as well; says where.
 */
public final class FelixContainer implements Server {
    private static final String SHARED = "io.pollux.it.victims";

    private Framework framework;

    @Override
    public String start(String[] arguments) throws Exception {
        Path storage = Files.createTempDirectory("px");
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED));
        framework.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(storage)));
        return deploy("echo");
    }

    @Override
    public void command(String[] words) throws Exception {
        Talk.say("listening %s", deploy("again"));
    }

    /** Installs and starts a bundle. Returns the port it serves on. */
    private String deploy(String name) throws Exception {
        BundleContext context = framework.getBundleContext();
        Bundle bundle = context.installBundle(name, new ByteArrayInputStream(jar(name)));
        bundle.start();
        return context.getService(bundle.getBundleContext().getServiceReferences(String.class, "(name=" + name + ")").iterator().next());
    }

    private static byte[] jar(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_ACTIVATOR, EchoBundle.class.getName());
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework," + SHARED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = EchoBundle.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest); InputStream in = FelixContainer.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new ZipEntry(entry));
            in.transferTo(jar);
        }
        return bytes.toByteArray();
    }

    private void stop(Path storage) {
        try {
            framework.stop();
            framework.waitForStop(0);
            delete(storage);
        } catch (BundleException | InterruptedException | IOException e) {
            Talk.say("failed %s", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList())
                Files.delete(file);
        }
    }
}
