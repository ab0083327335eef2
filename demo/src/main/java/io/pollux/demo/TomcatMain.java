package io.pollux.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/**
 * An ordinary Tomcat with its default NIO connector and one servlet. It knows nothing of Pollux.
 *
 * <p>Prints {@code ready <port> <server>} once it answers, and ends when its standard input does, so it never outlives
 * whoever started it.
 */
public final class TomcatMain {
    private static final byte[] PAGE = page();

    private TomcatMain() {
    }

    /**
     * Starts the server on a free loopback port.
     *
     * @param args one: the base directory, which exists and is writable
     */
    public static void main(String[] args) throws Exception {
        Tomcat tomcat = PlainTomcat.in(args[0]);
        Connector connector = tomcat.getConnector();
        connector.setProperty("connectionTimeout", "600000"); // its minute would end the idle connections of a long demo
        Path documents = Files.createDirectories(Path.of(args[0], "documents"));
        Context context = tomcat.addContext("", documents.toString());
        Tomcat.addServlet(context, "page", new PageServlet()).addMapping("/page");
        tomcat.start();
        System.out.println("ready " + connector.getLocalPort() + " " + ServerInfo.getServerInfo());
        PlainTomcat.endWithInput();
    }

    private static byte[] page() {
        byte[] page = new byte[1024];
        Arrays.fill(page, (byte) 'p');
        return page;
    }

    /** Answers every request with the same kilobyte. */
    private static final class PageServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setContentLength(PAGE.length);
            response.getOutputStream().write(PAGE);
        }
    }
}
