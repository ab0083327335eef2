/**
 * Reads the ledger: the memfd in which the native probe counts (native-probe/src/ledger.h draws it).
 *
 * <p>A reader knows the header and the three descriptor structs, nothing else. Sections, fields, units and the labels
 * of enumerations come from the ledger itself, so a new column needs no change here. {@link io.pollux.ledger.LedgerReader}
 * is the way in; the command line uses it on another process, the agent on its own.
 */
package io.pollux.ledger;
