/* The middle of measured values: what a busy machine adds to some of them does not move it. */
#ifndef POLLUX_MEDIAN_H
#define POLLUX_MEDIAN_H

/* Sorts n > 0 values and gives the middle one, of an even number the upper. */
double median(double *values, int n);

/* A quarter of the values are below `low`, a half below `middle`, three quarters below `high`. */
struct quartiles {
	double low, middle, high;
};

/* Sorts n > 0 values. */
struct quartiles quartiles(double *values, int n);

#endif
