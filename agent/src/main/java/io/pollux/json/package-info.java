/** JSON as much as Pollux needs: a writer that streams, and a reader for the small documents that Pollux itself writes. */
package io.pollux.json;
