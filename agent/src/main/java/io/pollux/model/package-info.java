/** From bytes to time: what this machine's system calls and copies cost, and what that says about a descriptor's I/O time. */
package io.pollux.model;
