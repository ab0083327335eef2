#include "method_slot.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SCAN 64 /* words after a Method that are looked at; Method is 11 to 13 of them in JDK 17 to 25 */

/* Bytes from a Method to its native function; 0: not learned. */
static size_t slot;

/* Bytes read, fewer where mapped memory ends; 0: none. */
static size_t peek(uintptr_t address, void *to, size_t bytes)
{
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	ssize_t got = memory < 0 ? -1 : pread(memory, to, bytes, (off_t)address);
	if (memory >= 0)
		close(memory);
	return got > 0 ? (size_t)got : 0;
}

static uintptr_t method_of(jmethodID id)
{
	uintptr_t method;
	return peek((uintptr_t)id, &method, sizeof method) == sizeof method ? method : 0;
}

/* The one word of a Method that is the function; 0: none, or several. */
static size_t find(jmethodID id, native_function function)
{
	uintptr_t words[SCAN], wanted;
	memcpy(&wanted, &function, sizeof wanted);
	size_t found = 0;
	uintptr_t method = method_of(id);
	size_t length = method ? peek(method, words, sizeof words) / sizeof *words : 0;
	for (size_t i = 1; i < length; i++)
		if (words[i] == wanted) {
			if (found)
				return 0;
			found = i * sizeof *words;
		}
	return found;
}

int method_slot_learn(const jmethodID *methods, const native_function *functions, int n)
{
	slot = n ? find(methods[0], functions[0]) : 0;
	for (int i = 1; i < n && slot; i++)
		if (find(methods[i], functions[i]) != slot)
			slot = 0;
	return slot ? 0 : -ENOTSUP;
}

native_function method_slot_read(jmethodID id)
{
	uintptr_t method = slot ? method_of(id) : 0, word;
	native_function function = NULL;
	if (method && peek(method + slot, &word, sizeof word) == sizeof word)
		memcpy(&function, &word, sizeof function);
	return function;
}
