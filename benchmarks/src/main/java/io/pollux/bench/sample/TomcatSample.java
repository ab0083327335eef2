package io.pollux.bench.sample;

import io.pollux.demo.PlainTomcat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with its default NIO connector and one servlet. */
final class TomcatSample {
    private TomcatSample() {
    }

    static int start() throws Exception {
        Path base = Files.createTempDirectory("pollux-bench-");
        base.toFile().deleteOnExit();
        Tomcat tomcat = PlainTomcat.in(base.toString());
        Context context = tomcat.addContext("", base.toString());
        Tomcat.addServlet(context, "page", new PageServlet()).addMapping("/");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static final class PageServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setContentLength(Sample.PAGE.length);
            response.getOutputStream().write(Sample.PAGE);
        }
    }
}
