/** What {@code pollux bench models} measures, and how it is shown. */
package io.pollux.cli.models;
