package io.pollux.demo.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;

/**
 * A small shop on an ordinary Tomcat: {@code /page} from memory, {@code /picture} from a file, {@code /order}, which asks another
 * such shop for its page if it was given one. It knows nothing of Pollux.
 *
 * <p>Prints {@code ready <port>} once it answers, and ends when its standard input does.
 */
public final class ShopMain {
    private static final int PICTURE_BYTES = 200_003; // past the length from which Tomcat uses sendfile

    private ShopMain() {
    }

    /**
     * Starts the server on a free loopback port.
     *
     * @param args the base directory, which exists and is writable; then the port of the shop that takes its orders, if there is one
     */
    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[0]);
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", documents(Path.of(args[0])).toString());
        Tomcat.addServlet(context, "page", new PageServlet()).addMapping("/page");
        Tomcat.addServlet(context, "picture", new DefaultServlet()).addMapping("/");
        if (args.length > 1) {
            Tomcat.addServlet(context, "order", new OrderServlet(Integer.parseInt(args[1]))).addMapping("/order");
        }
        tomcat.start();
        System.out.println("ready " + connector.getLocalPort());
        while (System.in.read() != -1) {
            // only the end of the stream matters
        }
        System.exit(0);
    }

    private static Path documents(Path base) throws IOException {
        Path documents = Files.createDirectories(base.resolve("documents"));
        Files.write(documents.resolve("picture"), new byte[PICTURE_BYTES]);
        return documents;
    }
}
