package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck hosts = new HostCheck("metrics.internal");

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:9464", "127.0.0.1", "127.0.0.1:9464", "10.1.2.3:80", "[::1]", "[::1]:9464",
        "[fe80::1%25eth0]:9464", "metrics.internal", "Metrics.Internal:9464"})
    void admitsAddressesAndTheNamesItKnows(String host) {
        assertThat(hosts.admits(host)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "evil.example", "evil.example:9464", "localhost.evil.example", "127.0.0.1.evil.example", "1.2.3",
        "localhost:9464:80", "::1", "[::1", "127.0.0.1:port"})
    void refusesEveryOtherName(String host) {
        assertThat(hosts.admits(host)).isFalse();
    }
}
