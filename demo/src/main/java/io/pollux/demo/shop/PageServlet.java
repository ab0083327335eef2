package io.pollux.demo.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers every request with the same few kilobytes, with a body read first if there is one. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int PAGE_BYTES = 3001;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getInputStream().readAllBytes();
        response.setContentType("text/plain");
        response.setContentLength(PAGE_BYTES);
        response.getOutputStream().write(new byte[PAGE_BYTES]);
    }
}
