package io.pollux.bench;

/**
 * One call measured in two JVMs that ran one after the other.
 *
 * @param stock ns a call without Pollux
 * @param counted ns a call with it
 * @param stockBytes heap bytes allocated by a call without Pollux
 * @param countedBytes heap bytes allocated by a call with it
 */
record Pair(double stock, double counted, double stockBytes, double countedBytes) {

    double added() {
        return counted - stock;
    }

    double ratio() {
        return counted / stock;
    }

    double addedBytes() {
        return countedBytes - stockBytes;
    }
}
