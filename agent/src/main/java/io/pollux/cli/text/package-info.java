/** Numbers and tables as people read them in a terminal. */
package io.pollux.cli.text;
