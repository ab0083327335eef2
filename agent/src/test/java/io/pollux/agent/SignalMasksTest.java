package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalMasksTest {
    private static final long SIGNAL_41 = 1L << 40;
    private static final SignalMasks BEFORE = new SignalMasks(Map.of("10", 0L, "11", 4L, "12", SIGNAL_41));

    @Test
    void aThreadThatBlocksMoreThanBeforeIsNamed() {
        SignalMasks now = new SignalMasks(Map.of("10", SIGNAL_41, "11", 4L | 1L << 28, "12", SIGNAL_41, "13", 0L));
        assertThat(now.gained(BEFORE, List.of(41L, 29L))).containsExactly("10", "11");
        assertThat(now.gained(BEFORE, List.of(41L))).containsExactly("10");
        assertThat(now.gained(now, List.of(41L, 29L))).isEmpty();
    }

    @Test
    void signalsOfOthersAndOfNoneAreNotOurs() {
        SignalMasks now = new SignalMasks(Map.of("10", 1L, "11", 6L));
        assertThat(now.gained(BEFORE, List.of(41L, 0L))).isEmpty();
    }

    @Test
    void aNewThreadThatBlocksWhatNobodyDidHasInheritedIt() {
        SignalMasks now = new SignalMasks(Map.of("20", SIGNAL_41 | 1L << 28, "21", SIGNAL_41));
        assertThat(now.inherited(BEFORE, List.of(41L, 29L))).containsExactly("20");
        assertThat(now.gained(BEFORE, List.of(41L, 29L))).isEmpty();
    }

    @Test
    void theMaskIsReadAsTheKernelWritesIt() {
        assertThat(SignalMasks.parse("Name:\tjava\nSigBlk:\tfffffffe7ffbfeff\nSigIgn:\t0\n")).isEqualTo(0xfffffffe7ffbfeffL);
        assertThat(SignalMasks.parse("")).isNull();
        assertThat(SignalMasks.now().blocked()).containsKey(Long.toString(ProcessHandle.current().pid()));
    }
}
