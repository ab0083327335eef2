/* Loads the library given, in a process of whatever libc this is built with, and asks it for its engines. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
	if (!library) {
		printf("FAIL %s\n", dlerror());
		return 1;
	}
	int (*open)(void) = (int (*)(void))dlsym(library, "pollux_open");
	int (*release)(int) = (int (*)(int))dlsym(library, "pollux_release");
	int (*probe)(int) = (int (*)(int))dlsym(library, "pollux_engine_probe");
	const char *(*name)(int) = (const char *(*)(int))dlsym(library, "pollux_engine_name");
	if (open() < 0)
		return 1;
	for (int i = 0; name(i); i++)
		printf("%s %d\n", name(i), probe(i));
	return release(1000) == 0 ? 0 : 1;
}
