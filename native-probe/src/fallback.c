/* How often a set went back to the kernel's epoll against its wish, by reason. */
#include "fallback.h"

void fallback_add(enum fallback reason)
{
	if (fallback_rows)
		count(&fallback_rows[reason].count, 1);
}
