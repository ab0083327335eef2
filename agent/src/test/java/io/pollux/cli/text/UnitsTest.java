package io.pollux.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "999, 999", "999.4, 999", "999.6, 1k", "1000, 1k", "1213, 1.21k", "12134, 12.1k", "121340, 121k",
        "999499, 999k", "999500, 1M", "1213000000, 1.21G", "0.5, 0.5", "1.234, 1.23", "0.001, <0.01", "9.996, 10", "99.96, 100"})
    void countsKeepThreeDigits(double value, String text) {
        assertThat(Units.scaled(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "250, 250ns", "1200, 1.2us", "35000000, 35ms", "1500000000, 1.5s", "99000000000, 99s", "125000000000, 2m05s",
        "11520000000000, 3h12m", "356400000000000, 4d03h"})
    void timesTakeTheUnitThatFits(double ns, String text) {
        assertThat(Units.time(ns)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"bytes, 512, 512", "bytes, 1213000, 1.21MB", "ns, 1500, 1.5us", "calls, 1213, 1.21k"})
    void theUnitOfAColumnDecides(String unit, double value, String text) {
        assertThat(Units.of(unit, value)).isEqualTo(text);
    }
}
