package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void takesKeysAndValuesApart() {
        assertThat(Arguments.parse("engine=poll, port = 0 ,x")).containsExactly(
                Map.entry("engine", "poll"), Map.entry("port", "0"), Map.entry("x", ""));
    }

    @Test
    void keepsAnEscapedCommaAndALaterEqualsSignInTheValue() {
        assertThat(Arguments.parse("config=/tmp/a\\,b=c,port=1")).containsExactly(
                Map.entry("config", "/tmp/a,b=c"), Map.entry("port", "1"));
    }

    @Test
    void letsTheLastOfEqualKeysCountAndEmptyPartsGo() {
        assertThat(Arguments.parse(",,port=1,,port=2,")).containsExactly(Map.entry("port", "2"));
        assertThat(Arguments.parse("")).isEmpty();
    }

    @Test
    void setsTheReservedKeysOfARequestApart() {
        Request request = Request.parse("phase=attach,command=engine,id=a1,engine=poll,set=7");
        assertThat(request.premain()).isFalse();
        assertThat(request.command()).isEqualTo(Request.ENGINE);
        assertThat(request.id()).isEqualTo("a1");
        assertThat(request.arguments()).containsExactly(Map.entry("engine", "poll"), Map.entry("set", "7"));
        assertThat(Request.parse("phase=premain,")).isEqualTo(new Request(true, Request.ATTACH, "", Map.of()));
    }
}
