/**
 * Who opened a descriptor ({@code stacks=on}): the Java stack of each birth, by descriptor and generation. The natives that give birth are
 * rebound once more, to hooks that call {@link io.pollux.agent.stacks.Stacks#opened} on the opening thread; no class is rewritten, and
 * while the option is off nothing of it is on any path.
 */
package io.pollux.agent.stacks;
