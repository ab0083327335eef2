/* Included before every source (Makefile): the library built here loads on glibc 2.17 and later, though glibc 2.32 to 2.34 gave these
 * functions new versions when it took libpthread and libdl into libc. The older version is the same function. aarch64 starts at 2.17
 * and has one older version of each. bin/checks/symbols holds us to it. */
#ifndef POLLUX_GLIBC_FLOOR_H
#define POLLUX_GLIBC_FLOOR_H

#include <features.h>

#ifdef __GLIBC__
#if defined(__x86_64__)
#define FLOOR(symbol, version) __asm__(".symver " #symbol "," #symbol "@GLIBC_" version);
#define FLOOR_LATER(symbol) FLOOR(symbol, "2.3.3")
#define FLOOR_FIRST(symbol) FLOOR(symbol, "2.2.5")
#elif defined(__aarch64__)
#define FLOOR_LATER(symbol) __asm__(".symver " #symbol "," #symbol "@GLIBC_2.17");
#define FLOOR_FIRST(symbol) FLOOR_LATER(symbol)
#endif
#endif

#ifdef FLOOR_FIRST
FLOOR_FIRST(dlopen)
FLOOR_FIRST(dlsym)
FLOOR_FIRST(dlclose)
FLOOR_FIRST(pthread_once)
FLOOR_FIRST(pthread_key_create)
FLOOR_FIRST(pthread_getspecific)
FLOOR_FIRST(pthread_setspecific)
FLOOR_FIRST(pthread_sigmask)
FLOOR_LATER(pthread_condattr_setclock)
#endif

#endif
