/** {@code pollux top}: a model of rates, a screen drawn from it, and the keys between them; only the last touches a terminal. */
package io.pollux.cli.top;
