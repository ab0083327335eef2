package io.pollux.agent.stacks;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last opening of each descriptor number. An earlier one of the same number is forgotten when the number is given out again, so this
 * grows with the highest number and not with time. Thread-safe, without a lock.
 */
final class Openings {
    /** Of one generation. */
    private record Opening(long conn, Trace trace) {
    }

    private static final int PIECE = 4096;
    /** Linux gives no larger number than fs.nr_open, 1,048,576 unless root says otherwise; those beyond are not kept. */
    private static final int PIECES = 1024;

    private final AtomicReferenceArray<AtomicReferenceArray<Opening>> pieces = new AtomicReferenceArray<>(PIECES);

    /** A number that is too large is not kept. */
    void put(int fd, long conn, Trace trace) {
        int piece = fd / PIECE;
        if (fd < 0 || piece >= PIECES) {
            return;
        }
        if (pieces.get(piece) == null) {
            pieces.compareAndSet(piece, null, new AtomicReferenceArray<>(PIECE));
        }
        pieces.get(piece).set(fd % PIECE, new Opening(conn, trace));
    }

    /** The stack that opened that generation of the descriptor; null: not known. */
    Trace get(int fd, long conn) {
        AtomicReferenceArray<Opening> piece = fd < 0 || fd / PIECE >= PIECES ? null : pieces.get(fd / PIECE);
        Opening last = piece == null ? null : piece.get(fd % PIECE);
        return last == null || last.conn() != conn ? null : last.trace();
    }

    /** Adds the stack of every last opening. */
    void addTraces(Set<Trace> traces) {
        for (int i = 0; i < PIECES; i++) {
            AtomicReferenceArray<Opening> piece = pieces.get(i);
            for (int j = 0; piece != null && j < PIECE; j++) {
                Opening opening = piece.get(j);
                if (opening != null) {
                    traces.add(opening.trace());
                }
            }
        }
    }
}
