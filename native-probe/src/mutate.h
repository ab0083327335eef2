/* Mutations: each takes one thing away from the maybe-ready algorithm, as the model's do (model/maybe_ready.pml), and a test must notice
 * (make mutations). They are in the build of the fault tests alone, where the environment's POLLUX_MUTATION names one. */
#ifndef POLLUX_MUTATE_H
#define POLLUX_MUTATE_H

#ifdef POLLUX_FAULTS
#include <poll.h>

enum mutation {
	MUTATION_none,
#define MUTATION(name, program, claim, engines) MUTATION_##name,
#include "../faults/mutations.def"
#undef MUTATION
};
extern enum mutation mutation;

struct set;
/* DROP_LATE: polls while others may change the interest, and drops afterwards what they did to the maybe-ready ring. */
int poll_unlocked(struct set *s, struct pollfd *list, unsigned n);

#define MUTATE(name, mutated, original) (mutation == MUTATION_##name ? (mutated) : (original))
#else
#define MUTATE(name, mutated, original) (original)
#endif
#define MUTATED(name) MUTATE(name, 1, 0)

#endif
