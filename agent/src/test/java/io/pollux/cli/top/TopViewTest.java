package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.cli.top.Key.Kind;
import org.junit.jupiter.api.Test;

/** What keys do: order, filter, selection, views. */
class TopViewTest extends TopFixture {
    @Test
    void anyColumnSortsBothWays() {
        assertThat(fds()).as("activity: all bytes, then by totals").containsExactly(8, 7);
        press("s");
        assertThat(view.fds().sort()).isEqualTo("fd");
        assertThat(fds()).containsExactly(7, 8);
        press("R");
        assertThat(fds()).containsExactly(8, 7);
        press("SS");
        assertThat(view.fds().sort()).as("the last of them, the other way round").isEqualTo("local");
    }

    @Test
    void filterFollowsEveryLetterAndIsTakenBack() {
        press("/accx");
        assertThat(fds()).isEmpty();
        press(Kind.BACKSPACE);
        assertThat(fds()).containsExactly(7);
        assertThat(view.quit()).isFalse();
        press(Kind.ENTER);
        assertThat(view.fds().filter()).isEqualTo("acc");
        press("/fd=8");
        press(Kind.ESCAPE);
        assertThat(view.fds().filter()).isEqualTo("acc");
        press(Kind.ESCAPE);
        assertThat(fds()).hasSize(2);
    }

    @Test
    void keysChangeTheView() {
        press("p");
        assertThat(view.paused()).isTrue();
        press("+");
        assertThat(view.intervalSeconds()).isEqualTo(2);
        press("2");
        assertThat(view.tab()).isEqualTo(Tab.SELECTORS);
        press(Kind.TAB);
        assertThat(view.tab()).isEqualTo(Tab.PEERS);
        press("q");
        assertThat(view.quit()).isTrue();
    }

    @Test
    void selectionStaysAmongTheRows() {
        press(Kind.END);
        assertThat(view.fds().selected()).isEqualTo(1);
        press(Kind.HOME);
        assertThat(view.fds().selected()).isZero();
        press(Kind.PAGE_DOWN);
        assertThat(view.fds().selected()).isLessThan(2);
        press("/nothing has this");
        assertThat(view.fds().selected()).isZero();
        assertThat(view.fds().current()).isNull();
    }

    @Test
    void chosenRowIsFollowedWhereverTheOrderTakesIt() {
        assertThat(view.fds().selected()).as("nobody was chosen").isZero();
        press("R");
        assertThat(view.fds().selected()).isZero();
        press(Kind.UP);
        assertThat(view.fds().current().view().fd()).isEqualTo(7);
        press("R");
        assertThat(view.fds().selected()).isEqualTo(1);
    }
}
