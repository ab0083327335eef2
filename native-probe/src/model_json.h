/* A run as JSON text, as model.h has it. */
#ifndef POLLUX_MODEL_JSON_H
#define POLLUX_MODEL_JSON_H

#include "model_client.h"
#include "model_server.h"

/* rc < 0: it failed, and there are no numbers. */
void append_model_run(struct text *json, const struct model *m, const struct model_costs *costs, const struct client_result *seen, int rc);

#endif
