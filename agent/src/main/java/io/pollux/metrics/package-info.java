/**
 * The ledger as Prometheus metrics. Families, labels and help come from the ledger's own description of its columns; the names of
 * columns.def are nowhere here.
 */
package io.pollux.metrics;
