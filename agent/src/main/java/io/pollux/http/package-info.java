/** HTTP of the agent: a small server of the JDK's own, one gate that every request passes, one class for what is behind each path. */
package io.pollux.http;
