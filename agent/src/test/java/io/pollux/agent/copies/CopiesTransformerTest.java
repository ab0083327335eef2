package io.pollux.agent.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiesTransformerTest {
    private static final Hook ONCE = new Hook(Shapes.TYPE, "once",
            "(Ljava/io/FileDescriptor;Ljava/nio/ByteBuffer;Ljava/nio/ByteBuffer;)I", Direction.WRITE, DescriptorSource.STATIC_PARAMETER);

    private final CopiesTransformer transformer = new CopiesTransformer(Map.of(Shapes.TYPE, List.of(ONCE)), Bridge.methods());

    @Test
    void weavesAClassOfTheBootLoaderOnItsList() {
        assertThat(Witness.callsBridge(transformer.transform(null, Shapes.TYPE, null, null, Shapes.classFile()))).isTrue();
        assertThat(transformer.fate(ONCE)).isEqualTo(Fate.INSTALLED);
    }

    @Test
    void leavesTheApplicationsClassesAlone() {
        ClassLoader application = getClass().getClassLoader();

        assertThat(transformer.transform(application, Shapes.TYPE, null, null, Shapes.classFile())).isNull();
        assertThat(transformer.fate(ONCE)).isEqualTo(Fate.ABSENT);
    }

    @Test
    void leavesClassesThatAreNotListedAndNamelessOnesAlone() {
        assertThat(transformer.transform(null, "java/lang/Object", null, null, new byte[0])).isNull();
        assertThat(transformer.transform(null, null, null, null, new byte[0])).isNull();
    }

    @Test
    void standsDownOnAClassFileItCanNotRead() {
        assertThat(transformer.transform(null, Shapes.TYPE, null, null, new byte[] {1, 2, 3})).isNull();
        assertThat(transformer.fate(ONCE).state()).isEqualTo("stood_down");
    }
}
