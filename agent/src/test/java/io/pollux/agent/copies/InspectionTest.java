package io.pollux.agent.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InspectionTest {
    private static final String SHAPE = "(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;Ljava/nio/ByteBuffer;)I";

    private static final Hook ONCE = hook("once", DescriptorSource.STATIC_PARAMETER);
    private static final Hook TWICE = hook("twice", DescriptorSource.STATIC_PARAMETER);

    @Test
    void aMethodWithOneCopyFits() {
        assertThat(fate(ONCE)).isEqualTo(Fate.INSTALLED);
    }

    @Test
    void aMethodTheJdkDoesNotHaveIsAbsent() {
        assertThat(fate(hook("never", DescriptorSource.STATIC_PARAMETER))).isEqualTo(Fate.ABSENT);
    }

    @Test
    void aMethodThatCopiesMoreThanOnceStandsDown() {
        assertThat(fate(TWICE).why()).isEqualTo("expected one ByteBuffer copy in it, this JDK has 2");
    }

    @Test
    void aMethodThatCopiesByOtherMeansStandsDown() {
        assertThat(fate(hook("elsewhere", DescriptorSource.STATIC_PARAMETER)).why()).endsWith("this JDK has 0");
    }

    @Test
    void aMethodThatOverwritesItsDescriptorStandsDown() {
        assertThat(fate(hook("overwritten", DescriptorSource.STATIC_PARAMETER)).state()).isEqualTo("stood_down");
    }

    @Test
    void aMethodThatIsNoLongerStaticStandsDown() {
        assertThat(fate(hook("once", DescriptorSource.PARAMETER)).state()).isEqualTo("stood_down");
    }

    @Test
    void aClassWithoutTheFieldStandsDown() {
        assertThat(fate(hook("renamed", DescriptorSource.CHANNEL_FIELD)).why()).isEqualTo("its class has no field fd");
    }

    @Test
    void aBridgeOfAnotherPolluxStandsDown() {
        assertThat(Inspection.of(Shapes.classFile(), List.of(ONCE), Set.of()).get(ONCE).why()).contains("bridge");
    }

    @Test
    void oneThatStandsDownLeavesTheOthersAlone() {
        Map<Hook, Fate> fates = Inspection.of(Shapes.classFile(), List.of(ONCE, TWICE), Bridge.methods());
        byte[] woven = Weaver.weave(Shapes.classFile(), Shapes.TYPE, fates);

        assertThat(Calls.of(woven, "once", SHAPE)).anyMatch(call -> call.startsWith(Weaver.BRIDGE));
        assertThat(Calls.of(woven, "twice", SHAPE)).isEqualTo(Calls.of(Shapes.classFile(), "twice", SHAPE));
    }

    @Test
    void aClassOfWhichNothingFitsIsLeftAsItIs() {
        assertThat(Weaver.weave(Shapes.classFile(), Shapes.TYPE, Map.of(TWICE, fate(TWICE)))).isNull();
    }

    private static Fate fate(Hook hook) {
        return Inspection.of(Shapes.classFile(), List.of(hook), Bridge.methods()).get(hook);
    }

    private static Hook hook(String method, DescriptorSource fd) {
        return new Hook(Shapes.TYPE, method, SHAPE, Direction.READ, fd);
    }
}
