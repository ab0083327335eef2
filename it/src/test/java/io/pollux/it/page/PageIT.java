package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Peer;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The live page as a browser shows it: its numbers are those of the API, it does what its keys say, and strangers' names stay text. */
class PageIT {
    private static final String TCP = "selector:fixed:direct:inet";
    private static final String UNIX = "selector:fixed:heap:unix";
    private static final Path PICTURES = Path.of("target", "page");

    private static Browser browser;
    private static LivePage page;
    private static Serving serving;
    private static String url;
    private static PageApi api;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        page = new LivePage(browser);
        serving = Serving.start(Serving.launch(Jdk.oldest()).agent(""), List.of(TCP, UNIX)).connect(3);
        url = Pollux.on(serving.victim().jdk()).url(serving.victim());
        api = new PageApi(url);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null)
            browser.close();
        if (serving != null)
            serving.close();
    }

    @BeforeEach
    void open() {
        browser.open(url);
        settle(() -> assertThat(browser.texts(LivePage.ROWS)).isNotEmpty());
    }

    @AfterEach
    void nothingWasComplainedOfAndNobodyElseWasAsked() throws Exception {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(request -> request.startsWith(url) || request.startsWith("data:"));
    }

    private static void settle(ThrowingRunnable assertion) {
        Serving.settle(assertion);
    }

    @Test
    void numbersAreThoseOfTheApi() throws Exception {
        serving.talk(7, 97);
        browser.press("r");
        settle(() -> {
            JsonNode rows = api.json("api/fds?sort=activity").path("fds");
            List<String> told = new ArrayList<>();
            rows.forEach(row -> told.add(row.path("fd").asText() + " " + row.path("remote").asText("–") + " " + row.path("reads").asText() + " " + row.path("read_bytes").asText()));
            List<String> shown = page.shown("fd", "remote", "reads", "read_bytes");
            assertThat(shown).isNotEmpty().isEqualTo(told.subList(0, Math.min(told.size(), shown.size())));
        });
        assertThat(browser.text("#identity")).contains(serving.victim().pidText(), "io.pollux.it.victims.Servers", "epoll");
        assertThat(browser.texts("#charts canvas")).hasSize(3);
        settle(() -> assertThat(browser.text("#strip")).contains("open"));
    }

    @Test
    void anyColumnSortsBothWays() {
        page.sort("fd");
        settle(() -> {
            assertThat(page.sorted("fd")).isEqualTo("ascending");
            assertThat(page.numbers("fd")).hasSizeGreaterThan(7).isSorted();
        });
        page.sort("fd");
        settle(() -> {
            assertThat(page.sorted("fd")).isEqualTo("descending");
            assertThat(page.numbers("fd")).hasSizeGreaterThan(7).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @Test
    void filterLeavesWhatHasTheTextAndEscapeTakesItBack() {
        page.filter("listener");
        settle(() -> assertThat(page.column("role")).isNotEmpty().containsOnly("listener"));
        page.filter("no such thing");
        settle(() -> assertThat(browser.text("#matched")).isEqualTo("0 descriptors"));
        browser.press(Keys.ESCAPE);
        settle(() -> assertThat(page.column("role")).contains("accepted", "listener"));
    }

    @Test
    void pausedPageStandsStillUntilItGoesOn() throws Exception {
        browser.press("r", "p");
        assertStandsStill("paused", () -> browser.press("p"));
    }

    @Test
    void hiddenPageStandsStillUntilItIsSeen() throws Exception {
        browser.press("r");
        browser.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))");
        assertStandsStill("hidden", () -> browser.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))"));
    }

    /** The API has new numbers, the page keeps the old ones; then it goes on. */
    private static void assertStandsStill(String state, Runnable goOn) throws Exception {
        assertThat(browser.text("#state")).isEqualTo(state);
        List<String> before = page.shown("fd", "read_bytes");
        String most = mostRead();
        serving.talk(13, 97);
        settle(() -> assertThat(mostRead()).isNotEqualTo(most));
        assertThat(page.shown("fd", "read_bytes")).isEqualTo(before);
        goOn.run();
        settle(() -> assertThat(page.shown("fd", "read_bytes")).isNotEqualTo(before));
        assertThat(browser.text("#state")).isEqualTo("live");
    }

    private static String mostRead() throws IOException, InterruptedException {
        return api.first("sort=read_bytes").path("read_bytes").asText();
    }

    @Test
    void drawerHasEveryColumnOfItsConnectionAndKeepsTheLastNumbers() throws Exception {
        try (Peer peer = Peer.to(serving.where(TCP))) {
            peer.echo(11, 1009);
            int bytes = 11 * 1009;
            page.filter(api.first("sort=conn&reverse=1&role=accepted").path("remote").asText());
            settle(() -> assertThat(page.column("fd")).hasSize(1));
            browser.press(Keys.ENTER);
            settle(() -> assertThat(browser.texts("#drawer .counters td")).contains("11.1kB"));
            assertThat(browser.text("#drawer .counters td[title='" + String.format("%,d", bytes) + " bytes']")).isEqualTo("11.1kB");
            List<String> columns = new ArrayList<>();
            api.json("api/columns").path("fd").forEach(c -> columns.add(c.path("kind").asText()));
            assertThat(browser.texts("#drawer .counters tr")).hasSize((int) columns.stream().filter(kind -> kind.matches("sum|max")).count());
        }
        settle(() -> assertThat(browser.text("#drawer h2")).contains("closed; its last numbers"));
        assertThat(browser.texts("#drawer .counters td")).contains("11.1kB");
        browser.press(Keys.ESCAPE);
        assertThat(browser.find("#drawer").isDisplayed()).isFalse();
    }

    @Test
    void everythingIsReachedByKeys() {
        browser.press("?");
        assertThat(browser.find("#help").isDisplayed()).isTrue();
        browser.press("?");
        assertThat(browser.find("#help").isDisplayed()).isFalse();
        browser.press(Keys.ARROW_DOWN, "j", Keys.ARROW_UP);
        assertThat(browser.find(LivePage.ROWS + "[aria-selected=true]").getAttribute("aria-rowindex")).isEqualTo("3");
        browser.press(Keys.ENTER);
        settle(() -> assertThat(browser.text("#drawer h2")).startsWith("fd "));
        browser.press(Keys.ESCAPE);
        browser.press("2");
        settle(() -> assertThat(browser.text("#list")).contains("epfd"));
        assertThat(browser.find("[role=tab][aria-selected=true]").getText()).isEqualTo("Selectors");
        for (String view : List.of("3", "4", "5", "7")) {
            browser.press(view);
            settle(() -> assertThat(browser.texts("#list tbody tr, #list p")).isNotEmpty());
        }
        browser.press("6");
        settle(() -> assertThat(browser.text("#list")).containsAnyOf("Nothing was found", "since"));
    }

    @Test
    void namesOfStrangersStayText() throws Exception {
        Path directory = Files.createTempDirectory("p");
        Path name = directory.resolve("<img src onerror=hack()>");
        browser.run("window.hack = () => { window.hacked = true }");
        try (Peer peer = Peer.toUnix(serving.where(UNIX), name)) {
            peer.echo(3, 97);
            page.filter("onerror");
            settle(() -> assertThat(page.column("remote")).hasSize(1).allMatch(text -> text.endsWith("<img src onerror=hack()>")));
            browser.press(Keys.ENTER);
            settle(() -> assertThat(browser.text("#drawer .ends")).contains("<img src onerror=hack()>"));
            assertThat(browser.texts("img")).isEmpty();
            assertThat(browser.run("return window.hacked")).isNull();
        } finally {
            Files.deleteIfExists(directory);
        }
    }

    @Test
    void themesFollowTheSystemAndTheKey() throws Exception {
        serving.talk(31, 97);
        browser.prefer("light");
        settle(() -> assertThat(page.ground()).isEqualTo("rgb(255, 255, 255)"));
        browser.picture(PICTURES.resolve("light.png"));
        browser.prefer("dark");
        settle(() -> assertThat(page.ground()).isEqualTo("rgb(15, 19, 24)"));
        browser.picture(PICTURES.resolve("dark.png"));
        browser.press("t");
        assertThat(page.ground()).as("light, whatever the system has").isEqualTo("rgb(255, 255, 255)");
        browser.press("t", "t");
        assertThat(page.ground()).as("as the system has it").isEqualTo("rgb(15, 19, 24)");
        browser.prefer("light");
    }

    @Test
    void manyConnectionsAreRowsInSightAlone() throws Exception {
        try (PageCrowd crowd = new PageCrowd()) {
            crowd.connect(serving.where(TCP));
            settle(() -> assertThat(page.matched()).isGreaterThanOrEqualTo(PageCrowd.size()).isEqualTo(api.json("api/fds?limit=1").path("matched").asInt()));
            page.sort("fd");
            settle(() -> assertThat(page.numbers("fd")).isNotEmpty().isSorted());
            browser.press(Keys.END);
            int last = api.first("sort=fd&reverse=1").path("fd").asInt();
            settle(() -> assertThat(page.column("fd")).contains(Integer.toString(last)));
            assertThat(browser.texts(LivePage.ROWS)).hasSizeLessThan(100);
            browser.press(Keys.ARROW_UP, Keys.ARROW_UP);
            browser.press(Keys.ENTER);
            settle(() -> assertThat(browser.text("#drawer h2")).startsWith("fd "));
            browser.press(Keys.HOME);
            settle(() -> assertThat(page.column("fd")).contains("0"));
        }
    }

    @Test
    void badQuestionsAreAnsweredWithTheReason() throws Exception {
        api.assertRefused("nothing-here", 404, "nothing here");
        api.assertRefused("page/..%2FAssets.class", 404, "nothing here");
        api.assertRefused("api/fds?sort=" + URLEncoder.encode("<b>", StandardCharsets.UTF_8), 400, "read_bytes");
        api.assertRefused("api/fds?limit=many", 400, "whole number");
        api.assertRefused("api/history?until=7", 400, "since");
    }
}
