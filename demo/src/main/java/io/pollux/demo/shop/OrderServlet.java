package io.pollux.demo.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/** Passes an order on to another shop, and that shop's answer back, with the blocking client of the JDK. */
final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int ORDER_BYTES = 701;
    private static final int TIMEOUT_MS = 30_000;

    private final URL service;

    OrderServlet(int port) throws IOException {
        service = URI.create("http://127.0.0.1:" + port + "/page").toURL();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpURLConnection order = (HttpURLConnection) service.openConnection();
        order.setReadTimeout(TIMEOUT_MS);
        order.setDoOutput(true);
        order.getOutputStream().write(new byte[ORDER_BYTES]);
        try (InputStream answer = order.getInputStream()) {
            byte[] body = answer.readAllBytes();
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
