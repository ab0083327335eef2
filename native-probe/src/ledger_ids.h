/* The ledger's lists, each numbered from its .def file. The numbers hold for one build; readers go by the names, which the ledger holds too. */
#ifndef POLLUX_LEDGER_IDS_H
#define POLLUX_LEDGER_IDS_H

enum ledger_section {
#define SECTION(id, name, record, capacity) SECTION_##id,
#include "sections.def"
	SECTIONS
};

#define ENUM_ID(id, label) id,
enum fd_state {
#define FD_STATE ENUM_ID
#include "enums.def"
	FD_STATES
};
enum fd_role {
#define FD_ROLE ENUM_ID
#include "enums.def"
	ROLES
};
enum fd_proto {
#define FD_PROTO ENUM_ID
#include "enums.def"
	PROTOS
};
enum fd_mode {
#define FD_MODE ENUM_ID
#include "enums.def"
	FD_MODES
};
enum hook_state {
#define HOOK_STATE ENUM_ID
#include "enums.def"
	HOOK_STATES
};
enum hist_kind {
#define HIST_KIND ENUM_ID
#include "enums.def"
	HIST_KINDS
};
#undef ENUM_ID
/* Kinds by role come first in enums.def, those that are kept by set as well before the others, and then the same by set. */
#define HIST_ROLE_KINDS ((int)HIST_REPORT_DELAY_SET)
#define HIST_SET_KINDS  ((int)HIST_KINDS - HIST_ROLE_KINDS)

enum ledger_engine {
#define ENGINE(id, name) LEDGER_ENGINE_##id,
#include "engines.def"
#undef ENGINE
	ENGINES
};

enum fallback {
#define FALLBACK(id) FALLBACK_##id,
#include "incidents.def"
	FALLBACKS
};
enum overflow {
#define OVERFLOW(id) OVERFLOW_##id,
#include "incidents.def"
	OVERFLOWS
};

#define SET_CAPACITY 4096
#define HOOK_CAPACITY 512
#define HIST_SHARDS  16 /* records that share one role's histogram */
#define HIST_BY_ROLE (HIST_ROLE_KINDS * (int)ROLES * HIST_SHARDS) /* records before the first of a set */

enum fd_column {
#define FD_SUM(name, unit, metric, help) FD_##name,
#define SET_SUM(name, unit, metric, help)
#include "columns.def"
	FD_COLUMNS
};
enum set_column {
#define FD_SUM(name, unit, metric, help)
#define SET_SUM(name, unit, metric, help) SET_##name,
#include "columns.def"
	SET_COLUMNS
};

#endif
