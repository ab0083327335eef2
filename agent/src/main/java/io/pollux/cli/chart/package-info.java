/** Charts as SVG text, alone or in an HTML page: self-contained, without script, light and dark by the reader's preference. */
package io.pollux.cli.chart;
