package io.pollux.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.http.Query;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {
    private static byte[] bytes(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Assets.of(name).write(Query.PLAIN, out);
        return out.toByteArray();
    }

    /** uPlot 1.6.32 as npm has it, dist/ and LICENSE: unchanged, so its licence holds and its origin can be checked. */
    @ParameterizedTest
    @CsvSource({"uplot.min.js,     19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
            "uplot.min.css,     df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
            "uplot.license.txt, 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd"})
    void vendoredFilesAreAsTheirAuthorsMadeThem(String name, String sha256) throws IOException, NoSuchAlgorithmException {
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(name)))).isEqualTo(sha256);
    }

    @Test
    void pageHasNothingInlineAndNothingFromElsewhere() throws IOException {
        String page = new String(bytes("page.html"), StandardCharsets.UTF_8);
        assertThat(page).contains("<!DOCTYPE html>").doesNotContain("style=").doesNotContain("http://").doesNotContain("https://")
                .doesNotContainPattern("<script(?![^>]* src=)").doesNotContainPattern(" on[a-z]+=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../Assets.class", "Assets.class", "%2e%2e/x.js", "/page.html", "none.js", "page.html/", "page"})
    void nothingElseOfTheJarIsServed(String name) {
        assertThat(Assets.of(name)).isNull();
    }
}
