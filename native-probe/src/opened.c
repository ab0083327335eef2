/* Births told to Java. A thread may sleep in accept(2) for hours and come out after everything is off: it must find either the class or
 * nothing, never a reference that was deleted. It counts itself in before it looks, and who deletes looks at the count after. */
#include "opened.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#include "ledger.h"

#define PATIENCE_MS 2000

static _Atomic(jclass) recorder; /* a global reference */
static jmethodID method;
static _Atomic uint32_t inside;

static int stop_telling(JNIEnv *env)
{
	jclass told = atomic_exchange(&recorder, NULL);
	const struct timespec ms = { .tv_nsec = 1000000 };
	for (int i = 0; i < PATIENCE_MS && atomic_load(&inside) > 0; i++)
		nanosleep(&ms, NULL);
	if (atomic_load(&inside) > 0)
		return -EBUSY;
	if (told)
		(*env)->DeleteGlobalRef(env, told);
	return 0;
}

int opened_tell_to(JNIEnv *env, jclass to)
{
	int rc = stop_telling(env);
	if (!to || rc < 0)
		return rc;
	method = (*env)->GetStaticMethodID(env, to, "opened", "(IJ)V");
	if (!method) {
		(*env)->ExceptionClear(env);
		return -ENOSYS;
	}
	atomic_store(&recorder, (*env)->NewGlobalRef(env, to));
	return 0;
}

void opened(JNIEnv *env, int fd)
{
	atomic_fetch_add(&inside, 1);
	jclass told = atomic_load(&recorder);
	struct fd_row *row = told ? fd_row_of(fd) : NULL;
	if (row && !row->own) {
		(*env)->CallStaticVoidMethod(env, told, method, (jint)fd, (jlong)row->conn);
		if ((*env)->ExceptionCheck(env))
			(*env)->ExceptionClear(env);
	}
	atomic_fetch_sub(&inside, 1);
}
