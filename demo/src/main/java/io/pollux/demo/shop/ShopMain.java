package io.pollux.demo.shop;

import io.pollux.demo.PlainTomcat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
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
        Tomcat tomcat = PlainTomcat.in(args[0]);
        Context context = tomcat.addContext("", documents(Path.of(args[0])).toString());
        Tomcat.addServlet(context, "page", new PageServlet()).addMapping("/page");
        Tomcat.addServlet(context, "picture", new DefaultServlet()).addMapping("/");
        if (args.length > 1) {
            Tomcat.addServlet(context, "order", new OrderServlet(Integer.parseInt(args[1]))).addMapping("/order");
        }
        tomcat.start();
        System.out.println("ready " + tomcat.getConnector().getLocalPort());
        PlainTomcat.endWithInput();
    }

    private static Path documents(Path base) throws IOException {
        Path documents = Files.createDirectories(base.resolve("documents"));
        Files.write(documents.resolve("picture"), new byte[PICTURE_BYTES]);
        return documents;
    }
}
