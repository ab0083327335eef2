package io.pollux.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
    private static final double[] STEADY = {20_000, 20_400, 19_700, 20_100, 19_900, 20_300, 19_800};
    private static final double[] TENTH = {2_000, 2_040, 1_970, 2_010, 1_990, 2_030, 1_980};

    private static Ratio cpu(Outcome outcome) {
        return outcome.ratio(outcome.others().get(0), Measure.CPU);
    }

    @Test
    void onlyTheWaitingThreadsCpuCounts() {
        Outcome outcome = new Turns(7, "poll", "epoll").add("poll", 10, STEADY).add("epoll", 10, TENTH).outcome();
        assertThat(outcome.inUse().value(Measure.CPU)).isCloseTo(20_028.5, within(1.0));
        assertThat(cpu(outcome).value()).isCloseTo(0.1, within(0.001));
    }

    @Test
    void differenceBeyondTheNoiseIsLessAndASwitchIsAdvised() {
        Outcome outcome = new Turns(7, "poll", "epoll").add("poll", 10, STEADY).add("epoll", 10, TENTH).outcome();
        assertThat(cpu(outcome).verdict()).isEqualTo(Verdict.LESS);
        assertThat(cpu(outcome).low()).isLessThanOrEqualTo(cpu(outcome).value());
        assertThat(cpu(outcome).high()).isGreaterThanOrEqualTo(cpu(outcome).value());
        Advice advice = Advice.of(outcome);
        assertThat(advice.engine()).isEqualTo("epoll");
        assertThat(advice.isSwitch(outcome)).isTrue();
        assertThat(advice.sentence()).startsWith("Switch to epoll: an event costs 0.10 (0.10 to 0.10) of the CPU that it costs under poll");
    }

    @ParameterizedTest
    @MethodSource("noises")
    void noiseIsNoReasonToSwitch(double[] poll, Verdict verdict, String sentence) {
        Outcome outcome = new Turns(7, "epoll", "poll").add("epoll", 10, STEADY).add("poll", 10, poll).outcome();
        assertThat(cpu(outcome).verdict()).isEqualTo(verdict);
        assertThat(Advice.of(outcome).sentence()).startsWith("Stay with epoll: " + sentence);
    }

    static Stream<Arguments> noises() {
        return Stream.of(
                Arguments.of(new double[] {20_300, 19_600, 20_200, 19_900, 20_500, 19_800, 20_000}, Verdict.NO_DIFFERENCE,
                        "no difference worth a switch was seen (CPU an event: poll 1.00 ("),
                Arguments.of(new double[] {8_000, 41_000, 12_000, 33_000, 9_000, 38_000, 15_000}, Verdict.UNCLEAR,
                        "no engine is surely cheaper; too wide to tell: poll"));
    }

    @Test
    void sameNumbersHaveTheRatioOne() {
        Outcome outcome = new Turns(7, "epoll", "poll").add("epoll", 10, STEADY).add("poll", 10, STEADY).outcome();
        assertThat(cpu(outcome)).isEqualTo(new Ratio(1, 1, 1));
        assertThat(outcome.ratio(outcome.others().get(0), Measure.SCANNED)).isEqualTo(Ratio.UNKNOWN);
    }

    @Test
    void cheaperEngineThatSurelyAnswersLaterIsNotAdvised() {
        Outcome outcome = new Turns(7, "poll", "epoll").add("poll", 10, STEADY).add("epoll", 15, TENTH).outcome();
        assertThat(outcome.ratio(outcome.others().get(0), Measure.READ_P99).verdict()).isEqualTo(Verdict.MORE);
        assertThat(Advice.of(outcome).engine()).isEqualTo("poll");
    }

    @Test
    void savingOfNextToNothingIsNotWorthASwitch() {
        Outcome outcome = new Turns(7, "poll", "epoll").add("poll", 10, 700, 710, 690, 705, 695, 702, 698).add("epoll", 10, 70, 71, 69, 70, 70, 71, 69).outcome();
        assertThat(cpu(outcome).verdict()).isEqualTo(Verdict.LESS);
        assertThat(Advice.of(outcome).engine()).isEqualTo("poll");
    }

    @Test
    void ofEnginesThatCostAboutTheSameTheFirstNamedIsAdvised() {
        double[] little = {1_900, 1_940, 1_870, 1_910, 1_890, 1_930, 1_880};
        Outcome outcome = new Turns(7, "poll", "epoll", "epoll-et").add("poll", 10, STEADY).add("epoll", 10, TENTH).add("epoll-et", 10, little).outcome();
        assertThat(Advice.of(outcome).engine()).isEqualTo("epoll");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1009 | 0 | no traffic: nothing became ready in the 5 turns of poll.",
        "19 | 1009 | too little traffic: 95 events in the turns of epoll"})
    void withoutEnoughEventsThereIsNoVerdict(int epoll, int poll, String why) {
        Advice advice = Advice.of(new Turns(5, "epoll", "poll").few("epoll", epoll).few("poll", poll).outcome());
        assertThat(advice.engine()).isEmpty();
        assertThat(advice.sentence()).startsWith("No verdict: " + why);
    }

    @Test
    void limitIsExceededOnlyBeyondTheWholeInterval() {
        Outcome outcome = new Turns(7, "epoll", "poll").add("epoll", 10, TENTH).add("poll", 10, STEADY).outcome();
        assertThat(outcome.exceeding(Measure.CPU, 9)).extracting(Pool::engine).containsExactly("poll");
        assertThat(outcome.exceeding(Measure.CPU, 10)).isEmpty();
        assertThat(outcome.exceeding(Measure.READ_P99, 1)).isEmpty();
    }
}
