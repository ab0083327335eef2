package io.pollux.it.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's own Chromium, without a window, looking at one page; it notes what the page complains of and asks for. */
final class Browser implements AutoCloseable {
    private static final int WIDTH = 1500;
    private static final int HEIGHT = 1000;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one; the test is skipped where there is none. */
    static Browser start() {
        File chromium = program("chromium");
        File chromedriver = program("chromedriver");
        assumeTrue(chromium != null && chromedriver != null, "chromium and chromedriver are not installed");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        // root has no sandbox; a container has a small /dev/shm
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--window-size=" + WIDTH + "," + HEIGHT);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver).usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File program(String name) {
        return Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, name)).filter(Files::isExecutable).findFirst()
                .map(Path::toFile).orElse(null);
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** The text of one element, empty while there is none: the page may make it anew at any moment. */
    String text(String css) {
        return (String) run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    /** The texts of all elements, as they stood at one moment. */
    List<String> texts(String css) {
        List<String> texts = new ArrayList<>();
        for (Object text : (List<?>) run("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", css))
            texts.add((String) text);
        return texts;
    }

    /** Runs JavaScript in the page. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Presses keys, whoever has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** As a system in light or dark mode would have it. */
    void prefer(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What was written to the console since this was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(entry -> entry.getLevel() + " " + entry.getMessage()).toList();
    }

    /** Every URL that was asked for since this was last asked. */
    List<String> requests() throws JsonProcessingException {
        List<String> urls = new ArrayList<>();
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = new ObjectMapper().readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent"))
                urls.add(message.path("params").path("request").path("url").asText());
        }
        return urls;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
