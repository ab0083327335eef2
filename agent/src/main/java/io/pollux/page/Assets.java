package io.pollux.page;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the page, as they lie in the jar beside this class. Read when they are asked for: an agent nobody looks at keeps none. */
public final class Assets {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]+(\\.[a-z0-9]+)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private Assets() {
    }

    /** The file of that name; null when there is none. */
    public static Resource of(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        boolean there = type != null && NAME.matcher(name).matches() && Assets.class.getResource(name) != null;
        return there ? new Asset(name, type) : null;
    }

    private record Asset(String name, String type) implements Resource {
        @Override
        public String contentType(String accept) {
            return type;
        }

        @Override
        public void write(Query query, OutputStream out) throws IOException {
            try (InputStream in = Assets.class.getResourceAsStream(name)) {
                in.transferTo(out);
            }
        }
    }
}
