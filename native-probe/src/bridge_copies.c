/* What the JDK's rewritten copies between heap and direct buffers report (agent: io.pollux.agent.copies), one call each. */
#include <jni.h>

#include "ledger.h"

/* fd: -1 when it was closed meanwhile; then there is no row to count in. Hot path. */
JNIEXPORT void JNICALL Java_sun_nio_ch_PolluxBridge_heapCopied0(JNIEnv *env, jclass cls, jint fd, jint bytes, jlong ns, jboolean write)
{
	(void)env;
	(void)cls;
	struct fd_row *row = fd >= 0 ? fd_row_of(fd) : NULL;
	if (!row)
		return;
	count(&row->c[write ? FD_heap_writes : FD_heap_reads], 1);
	count(&row->c[write ? FD_heap_write_bytes : FD_heap_read_bytes], (uint64_t)bytes);
	count(&row->c[write ? FD_heap_write_ns : FD_heap_read_ns], (uint64_t)ns);
}
