package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8=backend, 10.255.1.7:5432, backend",
        "10.0.0.0/8=backend, 11.0.0.1:5432, 11.0.0.1:5432",
        "10.0.0.7:5432=postgres, 10.0.0.7:5432, postgres",
        "10.0.0.7:5432=postgres, 10.0.0.7:5433, 10.0.0.7:5433",
        "10.0.0.128/25=upper, 10.0.0.127:1, 10.0.0.127:1",
        "10.0.0.128/25=upper, 10.0.0.128:1, upper",
        "0.0.0.0/0=v4, '[fd00::1]:443', '[fd00::1]:443'",
        "[fd00::]/8:443=mesh, '[fdff::1]:443', mesh",
        "[::1]=self, '[::1]:80', self",
        ":6379=redis, 10.1.2.3:6379, redis",
        ":6379=redis, 10.1.2.3:16379, 10.1.2.3:16379",
        "localhost:5432=local, 127.0.0.1:5432, local",
        "/run/pg.sock=postgres, /run/pg.sock, postgres",
        "/run/*=local, /run/x/y.sock, local",
        "/var/lib/postgresql/15/main/.s.PGSQL.5432=postgres, ql/15/main/.s.PGSQL.5432, ql/15/main/.s.PGSQL.5432",
        "/var/lib/postgresql/15/main/.s.PGSQL.5432=postgres, resql/15/main/.s.PGSQL.5432., resql/15/main/.s.PGSQL.5432.",
        "/var/lib/postgresql/15/main/.s.PGSQL.5432=postgres, tgresql/15/main/.s.PGSQL.5432, postgres",
        "10.0.0.7=first;10.0.0.0/8=second, 10.0.0.7:1, first",
        "10.0.0.7=first;10.0.0.0/8=second, 10.0.0.8:1, second",
        "10.0.0.0/8=backend, other, other"})
    void nameWhatFitsAndLeaveTheRest(String option, String peer, String name) {
        assertThat(Peers.parse(option, warnings::add).nameOf(peer)).isEqualTo(name);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "=name", "10.0.0.1=", "10.0.0.1=two words", "10.0.0.0/33=x", "[::1=x", "/8=", "10.0.0.1:port=x", "[]=x"})
    void warnOfABadEntryByNameAndUseTheOthers(String entry) {
        Peers peers = Peers.parse(entry + ";:80=web", warnings::add);
        assertThat(warnings).hasSize(1).allMatch(line -> line.startsWith("option 'peers': the entry '" + entry + "' ") && line.endsWith("; left out"));
        assertThat(peers.nameOf("10.0.0.1:80")).isEqualTo("web");
    }

    @Test
    void haveNoNamesWhereNoneAreGiven() {
        assertThat(Peers.parse("", warnings::add).nameOf("10.0.0.1:80")).isEqualTo("10.0.0.1:80");
        assertThat(Peers.parse(" ; ", warnings::add).nameOf("")).isEmpty();
        assertThat(warnings).isEmpty();
    }
}
