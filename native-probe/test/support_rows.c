#include "support_rows.h"

struct group_row *group_at(const struct fd_row *row)
{
	CHECK(row->group != GROUP_PENDING);
	return &group_rows[row->group];
}

void check_group(const struct group_row *group, uint64_t opened, uint64_t closed, uint64_t reads)
{
	CHECK_EQ(group->opened, opened);
	CHECK_EQ(group->closed, closed);
	CHECK_EQ(group->c[FD_reads], reads);
}
