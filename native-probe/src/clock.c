#include "clock.h"
#include <time.h>
void clock_init(void){}
uint64_t clock_ns(void){struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return (uint64_t)t.tv_sec*1000000000u+(uint64_t)t.tv_nsec;}
const char *clock_name(void){return "monotonic";}
