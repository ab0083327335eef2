package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live page while nobody answers it: it says so, keeps the last numbers, and goes on by itself. */
class PageStatesIT {
    private static final String TCP = "selector:fixed:direct:inet";
    private static final String ROWS = "#table tr.fd";

    private static Browser browser;
    private Serving serving;
    private String url;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null)
            browser.close();
    }

    @BeforeEach
    void open() throws Exception {
        serving = Serving.start(Serving.launch(Jdk.oldest()).agent(""), List.of(TCP)).connect(3);
        url = Pollux.on(Jdk.oldest()).url(serving.victim());
        browser.open(url);
        assertGoesOn();
    }

    @AfterEach
    void quit() throws Exception {
        serving.victim().quit();
        serving.close();
    }

    /** There are rows, and they are said to be live. */
    private static void assertGoesOn() {
        Serving.settle(() -> {
            assertThat(browser.text("#state")).isEqualTo("live");
            assertThat(browser.find("#banner").isDisplayed()).isFalse();
            assertThat(browser.texts(ROWS)).hasSizeGreaterThan(7);
        });
    }

    private static void assertSilent(String state, String reason) {
        List<String> before = browser.texts(ROWS);
        Serving.settle(() -> {
            assertThat(browser.text("#state")).isEqualTo(state);
            assertThat(browser.find("#banner").isDisplayed()).isTrue();
            assertThat(browser.text("#banner")).contains(reason, "numbers are from");
        });
        assertThat(browser.texts(ROWS)).as("the last rows stay").hasSameSizeAs(before);
    }

    @Test
    void pageOfAStoppedJvmIsStaleAndGoesOnByItself() throws Exception {
        serving.victim().signal("STOP");
        assertSilent("stale", "The agent does not answer");
        serving.victim().signal("CONT");
        assertGoesOn();
        serving.talk(7, 97);
    }

    @Test
    void pageOfADetachedAgentSaysSoAndGoesOnWhenItIsBack() throws Exception {
        Pollux pollux = Pollux.on(Jdk.oldest());
        pollux.detach(serving.victim()).ok();
        assertSilent("detached", "Pollux has left this JVM");
        pollux.run("attach", serving.victim().pidText(), "port=" + URI.create(url).getPort()).ok();
        assertGoesOn();
        serving.talk(7, 97);
    }
}
