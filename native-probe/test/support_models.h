/* What tests of `pollux bench models` share: one model serves a load, and what it says of it. */
#ifndef POLLUX_SUPPORT_MODELS_H
#define POLLUX_SUPPORT_MODELS_H

#define TEST_SECONDS 180 /* 12 models, also under strace, on a busy machine */
#include "test.h"

#include "model.h"

enum { CONNECTIONS = 7, REQUESTS = 499 };

/* What the last model said. */
extern char json[4096];

/* By number of requests: the time is only a bound. */
struct model_load load_of(int connections, int bytes, int requests);
/* A number of a model's words; -1: null. */
long long number(const char *text, const char *name);
/* Does the model run on this machine, in this build? */
bool here(const struct model *m);
/* Its index. */
int model_named(const char *name);
/* Runs a model and checks that it did not fail; its words, in `json`. */
const char *echo(int index, struct model_load load);

#endif
