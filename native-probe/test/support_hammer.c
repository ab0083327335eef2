#include "support_hammer.h"

#include <pthread.h>

struct fd_row *row_at(int fd)
{
	return &fd_rows[fd];
}

void hammer(void *(*work)(void *))
{
	pthread_t threads[THREADS];
	for (long i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, work, (void *)i) == 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}
