package io.pollux.demo;

import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** What the servers of the demonstrations have in common: Tomcat as it comes, on a free loopback port, with connections that stay open. */
public final class PlainTomcat {
    private PlainTomcat() {
    }

    /** @param base its directory, which exists and is writable */
    public static Tomcat in(String base) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base);
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        return tomcat;
    }

    /** Ends the JVM when its standard input ends, so that it never outlives whoever started it. */
    public static void endWithInput() throws IOException {
        while (System.in.read() != -1) {
            // only the end of the stream matters
        }
        System.exit(0);
    }
}
