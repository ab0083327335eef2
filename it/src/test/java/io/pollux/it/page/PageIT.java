package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Peer;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String ROWS = "#table tr.fd";
    private static final Path PICTURES = Path.of("target", "page");
    private static final int MANY = 10_000;
    /** Descriptors that the two JVMs need besides. */
    private static final int RESERVE = 1_000;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Browser browser;
    private static Serving serving;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        serving = Serving.start(Serving.launch(Jdk.oldest()).agent(""), List.of(TCP, UNIX)).connect(3);
        Serving.settle(() -> {
            url = Pollux.on(serving.victim().jdk()).status(serving.victim()).path("facts").path("url").asText();
            assertThat(url).startsWith("http://127.0.0.1:");
        });
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
        settle(() -> assertThat(browser.texts(ROWS)).isNotEmpty());
    }

    @AfterEach
    void nothingWasComplainedOfAndNobodyElseWasAsked() throws Exception {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(request -> request.startsWith(url) || request.startsWith("data:"));
    }

    private static void settle(ThrowingRunnable assertion) {
        Serving.settle(assertion);
    }

    private static JsonNode api(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    /** The place of a column among the cells; the page chooses which columns to show. */
    private static int place(String key) {
        List<?> keys = (List<?>) browser.run("return [...document.querySelectorAll('#table th')].map(th => th.dataset.key)");
        assertThat(keys.contains(key)).as("column %s in %s", key, keys).isTrue();
        return keys.indexOf(key) + 1;
    }

    private static List<String> column(String key) {
        return browser.texts(ROWS + " td:nth-child(" + place(key) + ")");
    }

    private static void filter(String text) {
        browser.press("/");
        browser.find("#filter").clear();
        browser.find("#filter").sendKeys(text);
        browser.press(Keys.ENTER);
    }

    private static void click(String css) {
        browser.find(css).click();
    }

    @Test
    void numbersAreThoseOfTheApi() throws Exception {
        serving.talk(7, 97);
        browser.press("r");
        settle(() -> {
            JsonNode rows = api("api/fds?sort=activity").path("fds");
            List<String> told = new ArrayList<>();
            rows.forEach(row -> told.add(row.path("fd").asText() + " " + row.path("remote").asText("–") + " " + row.path("reads").asText() + " " + row.path("read_bytes").asText()));
            List<String> shown = shown("fd", "remote", "reads", "read_bytes");
            assertThat(shown).isNotEmpty().isEqualTo(told.subList(0, Math.min(told.size(), shown.size())));
        });
        assertThat(browser.text("#identity")).contains(serving.victim().pidText(), "io.pollux.it.victims.Servers", "epoll");
        assertThat(browser.texts("#charts canvas")).hasSize(3);
        settle(() -> assertThat(browser.text("#strip")).contains("open"));
    }

    /** Cells of every row in sight, all of one moment: the exact number that pointing at one tells, else its text. */
    private static List<String> shown(String... keys) {
        List<String> rows = new ArrayList<>();
        for (Object row : (List<?>) browser.run("""
                const at = [...document.querySelectorAll('#table th')].map(th => th.dataset.key);
                const exact = cell => cell === undefined ? 'hidden' : /^[0-9,]+ [a-z]+$/.test(cell.title) ? cell.title.replace(/[^0-9]/g, '') : cell.textContent;
                return [...document.querySelectorAll('#table tr.fd')].map(tr => arguments[0].map(key => exact(tr.cells[at.indexOf(key)])).join(' '));
                """, List.of(keys)))
            rows.add((String) row);
        return rows;
    }

    @Test
    void anyColumnSortsBothWays() {
        click("#table th[data-key=fd] button");
        settle(() -> {
            assertThat(browser.find("#table th[data-key=fd]").getAttribute("aria-sort")).isEqualTo("ascending");
            assertThat(numbers("fd")).hasSizeGreaterThan(7).isSorted();
        });
        click("#table th[data-key=fd] button");
        settle(() -> {
            assertThat(browser.find("#table th[data-key=fd]").getAttribute("aria-sort")).isEqualTo("descending");
            assertThat(numbers("fd")).hasSizeGreaterThan(7).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    private static List<Integer> numbers(String key) {
        return column(key).stream().map(Integer::valueOf).toList();
    }

    @Test
    void filterLeavesWhatHasTheTextAndEscapeTakesItBack() {
        filter("listener");
        settle(() -> assertThat(column("role")).isNotEmpty().containsOnly("listener"));
        filter("no such thing");
        settle(() -> assertThat(browser.text("#matched")).isEqualTo("0 descriptors"));
        browser.press(Keys.ESCAPE);
        settle(() -> assertThat(column("role")).contains("accepted", "listener"));
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
        List<String> before = shown("fd", "read_bytes");
        String most = mostRead();
        serving.talk(13, 97);
        settle(() -> assertThat(mostRead()).isNotEqualTo(most));
        assertThat(shown("fd", "read_bytes")).isEqualTo(before);
        goOn.run();
        settle(() -> assertThat(shown("fd", "read_bytes")).isNotEqualTo(before));
        assertThat(browser.text("#state")).isEqualTo("live");
    }

    private static String mostRead() throws IOException, InterruptedException {
        return api("api/fds?sort=read_bytes&limit=1").path("fds").path(0).path("read_bytes").asText();
    }

    @Test
    void drawerHasEveryColumnOfItsConnectionAndKeepsTheLastNumbers() throws Exception {
        try (Peer peer = Peer.to(serving.where(TCP))) {
            peer.echo(11, 1009);
            int bytes = 11 * 1009;
            filter(api("api/fds?sort=conn&reverse=1&role=accepted&limit=1").path("fds").path(0).path("remote").asText());
            settle(() -> assertThat(column("fd")).hasSize(1));
            browser.press(Keys.ENTER);
            settle(() -> assertThat(browser.texts("#drawer .counters td")).contains("11.1kB"));
            assertThat(browser.text("#drawer .counters td[title='" + String.format("%,d", bytes) + " bytes']")).isEqualTo("11.1kB");
            List<String> columns = new ArrayList<>();
            api("api/columns").path("fd").forEach(c -> columns.add(c.path("kind").asText()));
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
        assertThat(browser.find(ROWS + "[aria-selected=true]").getAttribute("aria-rowindex")).isEqualTo("3");
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
            filter("onerror");
            settle(() -> assertThat(column("remote")).hasSize(1).allMatch(text -> text.endsWith("<img src onerror=hack()>")));
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
        settle(() -> assertThat(ground()).isEqualTo("rgb(255, 255, 255)"));
        browser.picture(PICTURES.resolve("light.png"));
        browser.prefer("dark");
        settle(() -> assertThat(ground()).isEqualTo("rgb(15, 19, 24)"));
        browser.picture(PICTURES.resolve("dark.png"));
        browser.press("t");
        assertThat(ground()).as("light, whatever the system has").isEqualTo("rgb(255, 255, 255)");
        browser.press("t", "t");
        assertThat(ground()).as("as the system has it").isEqualTo("rgb(15, 19, 24)");
        browser.prefer("light");
    }

    private static Object ground() {
        return browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void manyConnectionsAreRowsInSightAlone() throws Exception {
        int connections = Math.min(MANY, limit() - RESERVE);
        List<Peer> peers = new ArrayList<>();
        try {
            connect(connections, peers);
            settle(() -> assertThat(matched()).isGreaterThanOrEqualTo(connections));
            click("#table th[data-key=fd] button");
            settle(() -> assertThat(numbers("fd")).isNotEmpty().isSorted());
            browser.press(Keys.END);
            int last = api("api/fds?sort=fd&reverse=1&limit=1").path("fds").path(0).path("fd").asInt();
            settle(() -> assertThat(column("fd")).contains(Integer.toString(last)));
            assertThat(browser.texts(ROWS)).hasSizeLessThan(100);
            browser.press(Keys.ARROW_UP, Keys.ARROW_UP);
            browser.press(Keys.ENTER);
            settle(() -> assertThat(browser.text("#drawer h2")).startsWith("fd "));
            browser.press(Keys.HOME);
            settle(() -> assertThat(column("fd")).contains("0"));
        } finally {
            for (Peer peer : peers)
                peer.close();
        }
    }

    /** Now and then an answer is awaited: a listener's queue (50) that overflows costs a second's wait for the next SYN. */
    private static void connect(int connections, List<Peer> peers) throws IOException {
        for (int i = 0; i < connections; i++) {
            peers.add(Peer.to(serving.where(TCP)));
            if (i % 31 == 0)
                peers.get(i).echo(1);
        }
    }

    private static int matched() {
        Matcher digits = Pattern.compile("[\\d,]+").matcher(browser.text("#matched"));
        return digits.find() ? Integer.parseInt(digits.group().replace(",", "")) : 0;
    }

    /** Descriptors that a process may have here. */
    private static int limit() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream().filter(l -> l.startsWith("Max open files")).findFirst().orElseThrow();
        String hard = line.substring("Max open files".length()).trim().split("\\s+")[1];
        return hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard);
    }

    @Test
    void badQuestionsAreAnsweredWithTheReason() throws Exception {
        assertRefused("nothing-here", 404, "nothing here");
        assertRefused("page/..%2FAssets.class", 404, "nothing here");
        assertRefused("api/fds?sort=" + URLEncoder.encode("<b>", StandardCharsets.UTF_8), 400, "read_bytes");
        assertRefused("api/fds?limit=many", 400, "whole number");
        assertRefused("api/history?until=7", 400, "since");
    }

    private static void assertRefused(String path, int status, String reason) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(new ObjectMapper().readTree(answer.body()).path("error").asText()).contains(reason);
    }
}
