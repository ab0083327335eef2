package io.pollux.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs made from good ones: bytes flipped, cut, doubled, exchanged, and words of the language put in where they don't belong. The same seed
 * gives the same inputs. How many a test tries: the system property {@code pollux.fuzz}.
 */
public final class Garbage {
    private final Random random;
    private final List<byte[]> good;
    private final List<byte[]> words;

    public Garbage(long seed, List<byte[]> good, List<String> words) {
        this.random = new Random(seed);
        this.good = good;
        this.words = words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /** How many inputs to try; {@code otherwise} where nobody says. */
    public static int inputs(int otherwise) {
        return Integer.getInteger("pollux.fuzz", otherwise);
    }

    /** The next input: a good one with one to eight changes. */
    public byte[] next() {
        byte[] input = good.get(random.nextInt(good.size())).clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(input.length - at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> set(input, at, (byte) random.nextInt(256));
            case 1 -> joined(input, at, new byte[0], to);
            case 2 -> joined(input, at, words.get(random.nextInt(words.size())), at);
            case 3 -> joined(input, to, Arrays.copyOfRange(input, at, Math.min(to, at + 512)), to);
            case 4 -> set(input, at, (byte) (at < input.length ? input[at] ^ 1 << random.nextInt(8) : 0));
            default -> joined(input, at, words.get(random.nextInt(words.size())), to);
        };
    }

    private static byte[] set(byte[] input, int at, byte value) {
        if (at < input.length) {
            input[at] = value;
        }
        return input;
    }

    /** What comes before {@code at}, the middle, and what comes from {@code from} on. */
    private static byte[] joined(byte[] input, int at, byte[] middle, int from) {
        byte[] joined = new byte[at + middle.length + input.length - from];
        System.arraycopy(input, 0, joined, 0, at);
        System.arraycopy(middle, 0, joined, at, middle.length);
        System.arraycopy(input, from, joined, at + middle.length, input.length - from);
        return joined;
    }

    /** An input for the message of a failure. */
    public static String show(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }
}
