#include "median.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, ascending);
	return values[n / 2];
}

struct quartiles quartiles(double *values, int n)
{
	double middle = median(values, n);
	return (struct quartiles){ values[n / 4], middle, values[n - 1 - n / 4] };
}
