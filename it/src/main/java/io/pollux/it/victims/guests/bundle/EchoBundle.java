package io.pollux.it.victims.guests.bundle;

import io.pollux.it.victims.Keys;
import io.pollux.it.victims.Tally;
import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that echoes on a socket, counting itself; its port is a service with the bundle's name. One class, so that the bundle is one entry. */
public final class EchoBundle implements BundleActivator {
    private ServerSocketChannel listener;

    @Override
    public void start(BundleContext context) throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Workers.run("bundle", this::accept);
        Dictionary<String, String> name = new Hashtable<>();
        name.put("name", context.getBundle().getSymbolicName());
        context.registerService(String.class, Integer.toString(((InetSocketAddress) listener.getLocalAddress()).getPort()), name);
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                Workers.run("bundle-echo", () -> echo(channel));
            }
        } catch (AsynchronousCloseException e) {
            // The bundle was stopped.
        }
    }

    private static void echo(SocketChannel channel) throws IOException {
        Tally tally = Tally.of(Keys.remote(channel.getRemoteAddress()));
        ByteBuffer buffer = ByteBuffer.allocate(1009);
        try (channel) {
            for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
                tally.read(n);
                buffer.flip();
                while (buffer.hasRemaining())
                    tally.wrote(channel.write(buffer));
                buffer.clear();
            }
        }
        Tally.forget(tally);
    }
}
