#include "model.h"

#include "engine.h"
#include "said.h"

#define MODEL(id, name, family, hides, about) int model_##id##_probe(int argument); int model_##id##_serve(struct model_server *s);
#define MODEL_ENGINE(id, name)
#include "models.def"
#undef MODEL
#undef MODEL_ENGINE
int model_engine_probe(int engine);
int model_engine_serve(struct model_server *s);

const struct model models[] = {
#define MODEL(id, name, family, hides, about) { name, family, about, hides, model_##id##_probe, model_##id##_serve, 0 },
#define MODEL_ENGINE(id, name) \
	{ name, "multiplexed", "one thread served by Pollux's engine " name, 0, model_engine_probe, model_engine_serve, ENGINE_##id },
#include "models.def"
#undef MODEL
#undef MODEL_ENGINE
};

const int models_count = sizeof models / sizeof models[0];

static void append_model(struct text *t, const struct model *m)
{
	int rc = m->probe(m->argument);
	append(t, "{\"model\":");
	append_json(t, m->name);
	append(t, ",\"family\":");
	append_json(t, m->family);
	append(t, ",\"about\":");
	append_json(t, m->about);
	append(t, ",\"refused\":");
	append_json(t, rc < 0 ? said_error(rc).text : NULL);
	append(t, "}");
}

int models_json(char *json, int bytes)
{
	struct text t = { .at = json, .room = bytes };
	append(&t, "[");
	for (int i = 0; i < models_count; i++) {
		append(&t, "%s", i ? "," : "");
		append_model(&t, &models[i]);
	}
	append(&t, "]");
	return text_length(&t);
}
