package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProofTextTest {
    @Test
    void everyFactOfTheProofIsALine() {
        assertThat(ProofText.lines(7, "{\"complete\":true,\"natives_left\":0,\"threads_alive\":[],\"probe\":{\"natives_restored\":45,\"natives_left\":0},"
                + "\"stays\":[\"class A\",\"library B\"]}")).containsExactly(
                "detached from 7: everything is back",
                "  natives left      0",
                "  threads alive     none",
                "  natives restored  45",
                "  stays             class A",
                "                    library B");
    }

    @Test
    void incompleteDetachSaysSo() {
        assertThat(ProofText.lines(7, "{\"complete\":false}").get(0)).endsWith("not everything could be put back");
    }

    @Test
    void proofThatIsNoJsonStandsAsItIs() {
        assertThat(ProofText.lines(7, "gone\u001b")).containsExactly("gone?");
    }
}
