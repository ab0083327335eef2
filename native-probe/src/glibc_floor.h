/* Included before every source (Makefile): the library built here loads on glibc 2.17 and later, though glibc 2.32 to 2.34 gave these
 * functions new versions when it took libpthread and libdl into libc. The older version is the same function. aarch64 starts at 2.17
 * and has one older version of each. bin/checks/symbols holds us to it. */
#ifndef POLLUX_GLIBC_FLOOR_H
#define POLLUX_GLIBC_FLOOR_H

#include <features.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) /* whose own versions of these stand in between */
#elif defined(POLLUX_FAULTS) /* which gives them other names */
#elif defined(__GLIBC__) && defined(__x86_64__)
#define FLOOR(symbol, version) __asm__(".symver " #symbol "," #symbol "@GLIBC_" version);
#elif defined(__GLIBC__) && defined(__aarch64__)
#define FLOOR(symbol, version) __asm__(".symver " #symbol "," #symbol "@GLIBC_2.17");
#endif

#ifdef FLOOR
FLOOR(dlopen, "2.2.5")
FLOOR(dlsym, "2.2.5")
FLOOR(dlclose, "2.2.5")
FLOOR(dladdr, "2.2.5")
FLOOR(pthread_once, "2.2.5")
FLOOR(pthread_key_create, "2.2.5")
FLOOR(pthread_getspecific, "2.2.5")
FLOOR(pthread_setspecific, "2.2.5")
FLOOR(pthread_sigmask, "2.2.5")
FLOOR(pthread_create, "2.2.5")
FLOOR(pthread_join, "2.2.5")
FLOOR(pthread_attr_setstacksize, "2.2.5")
FLOOR(pthread_condattr_setclock, "2.3.3")
FLOOR(pthread_setname_np, "2.12")
#endif

#endif
