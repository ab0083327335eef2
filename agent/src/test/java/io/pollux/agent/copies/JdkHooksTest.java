package io.pollux.agent.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hooks against the class files of every JDK at hand. */
class JdkHooksTest {
    /** Socket's streams have one path in every JDK; DatagramSocket's moved from the adaptor into the channel after 17. */
    private static final Set<String> NOT_IN_17 = Set.of("blockingReceive", "blockingSend");

    static List<JdkClasses> jdks() {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyHookFitsOrIsAbsentAndNoneStandsDown(JdkClasses jdk) {
        Map<Hook, Fate> fates = inspect(jdk);

        assertThat(fates).allSatisfy((hook, fate) -> assertThat(fate.state()).as(hook.label() + " " + fate.why()).isNotEqualTo("stood_down"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyPathOfTheJdkHasItsHook(JdkClasses jdk) {
        Set<String> missing = Hooks.in(jdk.release()).stream()
                .filter(hook -> !inspect(jdk).get(hook).installed())
                .map(Hook::method)
                .collect(Collectors.toSet());

        if (jdk.release() == 17) {
            assertThat(missing).isEqualTo(NOT_IN_17);
        } else {
            assertThat(missing).isSubsetOf("untrustedReceive");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void wovenMethodsCallTheBridgeOnceInPlaceOfTheirCopy(JdkClasses jdk) {
        installed(jdk).forEach(hook -> {
            byte[] original = jdk.read(hook.type());
            List<String> before = Calls.of(original, hook.method(), hook.descriptor());
            List<String> after = Calls.of(weave(jdk, hook.type()), hook.method(), hook.descriptor());

            assertThat(after).filteredOn(call -> call.startsWith(Weaver.BRIDGE)).as(hook.label()).hasSize(1);
            assertThat(withoutCopies(after)).isEqualTo(withoutCopies(before));
        });
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aWovenClassIsNotWovenAgain(JdkClasses jdk) {
        byte[] woven = weave(jdk, "sun/nio/ch/IOUtil");

        assertThat(Inspection.of(woven, hooksOf(jdk, "sun/nio/ch/IOUtil"), Bridge.methods()).values())
                .allSatisfy(fate -> assertThat(fate.installed()).isFalse());
        assertThat(Witness.callsBridge(woven)).isTrue();
        assertThat(Witness.callsBridge(jdk.read("sun/nio/ch/IOUtil"))).isFalse();
    }

    /** Both the copy itself and what stands in for it, and getFD(), which the adaptor's hook asks for its descriptor. */
    private static List<String> withoutCopies(List<String> calls) {
        return calls.stream()
                .filter(call -> !call.startsWith(Weaver.BRIDGE) && !call.startsWith("sun/nio/ch/SelChImpl.getFD"))
                .filter(call -> !call.matches("java/nio/ByteBuffer\\.(get|put)\\(.*(\\[BII|ByteBuffer;(II)?)\\).*"))
                .toList();
    }

    private static byte[] weave(JdkClasses jdk, String type) {
        byte[] original = jdk.read(type);
        return Weaver.weave(original, type, Inspection.of(original, hooksOf(jdk, type), Bridge.methods()));
    }

    private static Stream<Hook> installed(JdkClasses jdk) {
        return inspect(jdk).entrySet().stream().filter(entry -> entry.getValue().installed()).map(Map.Entry::getKey);
    }

    private static Map<Hook, Fate> inspect(JdkClasses jdk) {
        Map<Hook, Fate> fates = new HashMap<>();
        for (Hook hook : Hooks.in(jdk.release())) {
            byte[] classFile = jdk.read(hook.type());
            assertThat(classFile).as(hook.type()).isNotNull();
            fates.putAll(Inspection.of(classFile, List.of(hook), Bridge.methods()));
        }
        return fates;
    }

    private static List<Hook> hooksOf(JdkClasses jdk, String type) {
        return Hooks.in(jdk.release()).stream().filter(hook -> hook.type().equals(type)).toList();
    }
}
