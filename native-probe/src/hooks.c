/* Rebinding the JDK's natives by JNI RegisterNatives: every caller is served at its next call, no class is retransformed, and the
 * original, found by dlsym in the JDK's own loaded library, is called from the hook and bound again at detach.
 * HotSpot warns "Re-registering of platform native method" unless the caller is in the boot loader: that is why these functions
 * are only reached through the bridge class (src/bridge, sun.nio.ch.PolluxBridge). Seen silent on 17.0.15 and 25.0.3. */
#include "hooks.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#include "hook.h"
#include "netty_bind.h"

enum hook_id {
#define HOOK(library, cls, method, descriptor, shape) HOOK_##cls##_##method,
#include "hooks.def"
	HOOKS
};

_Static_assert(HOOKS <= HOOK_CAPACITY, "sections.def gives the hook section too few records");

static native_function originals[HOOKS];
jfieldID fd_field;

#include "hook_io.h"
#include "hook_life.h"
#include "hook_wait.h"

#define HOOK(library, cls, method, descriptor, shape) SHAPE_##shape(cls##_##method)
#include "hooks.def"

#include "hook_births.h"

struct hook {
	const char *library, *cls, *method, *descriptor, *symbol;
	native_function function;
};

static const struct hook hooks[HOOKS] = {
#define HOOK(library, cls, method, descriptor, shape) \
	{ "lib" #library ".so", #cls, #method, descriptor, "Java_" #cls "_" #method, (native_function)hook_##cls##_##method },
#include "hooks.def"
};

/* Bound classes, as global references: their loader is the boot loader, they never unload. */
static jclass classes[HOOKS];
static int restored;

/* ---- the JDK's libraries ---- */

struct library_search { const char *name; char path[4096]; };

static int library_matches(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size;
	struct library_search *search = data;
	const char *slash = strrchr(info->dlpi_name, '/');
	if (!slash || strcmp(slash + 1, search->name) != 0)
		return 0;
	snprintf(search->path, sizeof search->path, "%s", info->dlpi_name);
	return 1;
}

/* A handle of a library the JVM has loaded; never loads one. A JDK linked into one file exports from the program itself. */
static void *loaded_library(const char *name)
{
	struct library_search search = { .name = name };
	if (dl_iterate_phdr(library_matches, &search))
		return dlopen(search.path, RTLD_NOLOAD | RTLD_LAZY);
	return dlopen(NULL, RTLD_LAZY);
}

/* ---- classes ---- */

/* Class.forName(name, false, null): finds a platform class without running its static initialiser, which FindClass would. */
static jclass platform_class(JNIEnv *env, const char *underscored)
{
	char name[128];
	snprintf(name, sizeof name, "%s", underscored);
	for (char *c = name; *c; c++)
		if (*c == '_')
			*c = '.';
	jclass type = (*env)->FindClass(env, "java/lang/Class");
	jmethodID for_name = (*env)->GetStaticMethodID(env, type, "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
	jstring text = (*env)->NewStringUTF(env, name);
	jclass found = for_name && text ? (*env)->CallStaticObjectMethod(env, type, for_name, text, JNI_FALSE, NULL) : NULL;
	if ((*env)->ExceptionCheck(env)) {
		(*env)->ExceptionClear(env);
		found = NULL;
	}
	(*env)->DeleteLocalRef(env, text);
	(*env)->DeleteLocalRef(env, type);
	return found;
}

static bool bind(JNIEnv *env, jclass cls, const struct hook *hook, native_function function)
{
	JNINativeMethod method = { .name = (char *)hook->method, .signature = (char *)hook->descriptor };
	memcpy(&method.fnPtr, &function, sizeof function); /* ISO C has no cast between object and function pointers */
	if ((*env)->RegisterNatives(env, cls, &method, 1) == JNI_OK)
		return true;
	(*env)->ExceptionClear(env);
	return false;
}

/* ---- one hook ---- */

static void record(int id, enum hook_state state, const char *why)
{
	struct hook_row *row = &hook_rows[id];
	int n = snprintf(row->name, sizeof row->name, "%s.%s", hooks[id].cls, hooks[id].method);
	for (int i = 0; i < n && i < (int)sizeof row->name && row->name[i] != '.'; i++)
		if (row->name[i] == '_')
			row->name[i] = '.';
	snprintf(row->why, sizeof row->why, "%s", why);
	atomic_store(&row->state, state);
	atomic_store(&row->used, 1);
}

static bool install(JNIEnv *env, int id)
{
	const struct hook *hook = &hooks[id];
	void *library = loaded_library(hook->library);
	void *original = library ? dlsym(library, hook->symbol) : NULL;
	if (library)
		dlclose(library);
	jclass cls = original ? platform_class(env, hook->cls) : NULL;
	if (!cls) {
		record(id, HOOK_ABSENT, "");
		return false;
	}
	memcpy(&originals[id], &original, sizeof original);
	if (!bind(env, cls, hook, hook->function)) {
		(*env)->DeleteLocalRef(env, cls);
		record(id, HOOK_STOOD_DOWN, "this JDK declares it with another signature");
		return false;
	}
	classes[id] = (*env)->NewGlobalRef(env, cls);
	(*env)->DeleteLocalRef(env, cls);
	record(id, HOOK_INSTALLED, "");
	return true;
}

/* ---- all ---- */

static int find_fd_field(JNIEnv *env)
{
	jclass descriptor = (*env)->FindClass(env, "java/io/FileDescriptor");
	if (descriptor)
		fd_field = (*env)->GetFieldID(env, descriptor, "fd", "I");
	if ((*env)->ExceptionCheck(env))
		(*env)->ExceptionClear(env);
	(*env)->DeleteLocalRef(env, descriptor);
	return fd_field ? 0 : -ENOTSUP;
}

int hooks_install(JNIEnv *env)
{
	if (!ledger)
		return -EINVAL;
	int rc = find_fd_field(env);
	if (rc < 0)
		return rc;
	restored = 0;
	/* Rows first: a hook adopts what it meets without one, and could not tell an accepted connection whose listener has no row
	 * yet from an outbound one. What closes before the hooks are bound is retired by the next adoption. */
	fds_adopt();
	/* Deaths come last in hooks.def and are bound first: no row may be born that nobody buries. */
	for (int id = HOOKS - 1; id >= 0; id--)
		if (!classes[id])
			install(env, id);
	netty_install(env);
	return hooks_bound();
}

int hooks_remove(JNIEnv *env)
{
	netty_remove(env);
	for (int id = 0; id < HOOKS; id++) {
		if (!classes[id] || !bind(env, classes[id], &hooks[id], originals[id]))
			continue;
		(*env)->DeleteGlobalRef(env, classes[id]);
		classes[id] = NULL;
		record(id, HOOK_REMOVED, "");
		restored++;
	}
	return hooks_bound();
}

int hooks_tell_births(JNIEnv *env, bool tell)
{
	int n = 0;
	for (int id = 0; id < HOOKS; id++)
		if (telling[id] && classes[id])
			n += bind(env, classes[id], &hooks[id], tell ? telling[id] : hooks[id].function);
	return n;
}

int hooks_bound(void)
{
	int bound = 0;
	for (int id = 0; id < HOOKS; id++)
		bound += classes[id] != NULL;
	return bound + netty_bound();
}

int hooks_restored(void)
{
	return restored + netty_restored();
}

int hooks_foreign(void)
{
	int foreign = 0;
	for (int id = 0; id < HOOKS; id++) {
		void *bound = NULL, *library = originals[id] ? loaded_library(hooks[id].library) : NULL;
		memcpy(&bound, &originals[id], sizeof bound);
		foreign += bound && !(library && dlsym(library, hooks[id].symbol) == bound);
		if (library)
			dlclose(library);
	}
	return foreign + netty_foreign();
}

int hooks_count(void)
{
	return HOOKS;
}
