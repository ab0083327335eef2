package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.Keys;

/** What a browser shows of the live page's table of descriptors, and what a user does to it. */
record LivePage(Browser browser) {
    static final String ROWS = "#table tr.fd";

    /** The place of a column among the cells; the page chooses which columns to show. */
    private int place(String key) {
        List<?> keys = (List<?>) browser.run("return [...document.querySelectorAll('#table th')].map(th => th.dataset.key)");
        assertThat(keys.contains(key)).as("column %s in %s", key, keys).isTrue();
        return keys.indexOf(key) + 1;
    }

    /** The cells of a column, in every row in sight. */
    List<String> column(String key) {
        return browser.texts(ROWS + " td:nth-child(" + place(key) + ")");
    }

    /** The same, as whole numbers. */
    List<Integer> numbers(String key) {
        return column(key).stream().map(Integer::valueOf).toList();
    }

    /** Cells of every row in sight, all of one moment: the exact number that pointing at one tells, else its text. */
    List<String> shown(String... keys) {
        List<String> rows = new ArrayList<>();
        for (Object row : (List<?>) browser.run("""
                const at = [...document.querySelectorAll('#table th')].map(th => th.dataset.key);
                const exact = cell => cell === undefined ? 'hidden' : /^[0-9,]+ [a-z]+$/.test(cell.title) ? cell.title.replace(/[^0-9]/g, '') : cell.textContent;
                return [...document.querySelectorAll('#table tr.fd')].map(tr => arguments[0].map(key => exact(tr.cells[at.indexOf(key)])).join(' '));
                """, List.of(keys)))
            rows.add((String) row);
        return rows;
    }

    /** How many descriptors are said to match. */
    int matched() {
        Matcher digits = Pattern.compile("[\\d,]+").matcher(browser.text("#matched"));
        return digits.find() ? Integer.parseInt(digits.group().replace(",", "")) : 0;
    }

    /** The page's background. */
    Object ground() {
        return browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    void filter(String text) {
        browser.press("/");
        browser.find("#filter").clear();
        browser.find("#filter").sendKeys(text);
        browser.press(Keys.ENTER);
    }

    /** Clicks on a column's head. */
    void sort(String key) {
        browser.find("#table th[data-key=" + key + "] button").click();
    }

    /** "ascending" or "descending", or nothing. */
    String sorted(String key) {
        return browser.find("#table th[data-key=" + key + "]").getAttribute("aria-sort");
    }
}
