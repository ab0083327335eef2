package io.pollux.it.victims.copies;

/** One way for bytes through the JDK, both ends in this process. */
interface CopyPath {
    /** Moves a message of so many bytes and checks it, counting each copy the JDK has to make for heap buffers. */
    void move(int bytes, boolean heap) throws Exception;
}
