/** The live page: its files as they lie in the jar, what they ask the agent, and the history of totals that its charts begin with. */
package io.pollux.page;
