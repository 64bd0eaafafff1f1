/*
 * All families in order: those found elsewhere, whose rows stand here, and
 * those of this folder, whose rows stand with their functions.
 */
#include "base/mem.h"
#include "checks/families.h"

#define FOUND(first_, last_)                                                                       \
	{                                                                                          \
		.finding = first_, .last = last_, .reads = READS_RECORDS, .fixed = true            \
	}

static const struct check file_rows[] = { FOUND(F_FILE_UNREADABLE, F_CSV_HEADER_TWICE) };
static const struct check record_rows[] = { FOUND(F_KEY_UNKNOWN, F_COLUMN_ROLE_TWICE) };
static const struct check template_rows[] = { FOUND(F_TMPL_UNCLOSED_TAG, F_TMPL_TOO_MANY) };
static const struct check import_rows[] = { FOUND(F_IMPORT_COLUMN, F_IMPORT_SET) };
static const struct check site_rows[] = { FOUND(F_PAGE_ADDRESS_TWICE, F_MANIFEST) };

static const struct check publish_rows[] = { FOUND(F_PUBLISH_DIRTY, F_GIT_COMMAND) };
static const struct check verify_rows[] = { FOUND(F_SITE_NO_MANIFEST, F_VERIFY_TRAILER),
					    FOUND(F_URL, F_URL_SIZE) };
static const struct check log_rows[] = { FOUND(F_LOG_NONE, F_LOG_KEY_MISSING) };

/* The state of lists. That a list leaves someone out may be decided; the rest is what it is. */
static const struct check register_rows[] = {
	FOUND(F_LIST_OWNER, F_DROP_STRANGER),
	{ F_ABSENCE, .reads = READS_REGISTER },
	FOUND(F_UNTIL_PAST, F_CORRECT_OLD),
};

#define FAMILY(rows_, name_, by_, zh, en)                                                          \
	{                                                                                          \
		.name = name_, .says = { zh, en }, .found_by = by_, .checks = rows_,               \
		.n = ARRAY_LEN(rows_)                                                              \
	}

static const struct family files = FAMILY(file_rows, "files", "loader", "文件、版本库和编码",
					  "files, repository and encodings");
static const struct family records =
	FAMILY(record_rows, "records", "loader", "记录的结构和引用", "structure and references");
static const struct family templates =
	FAMILY(template_rows, "templates", "build", "模板", "templates");
static const struct family import = FAMILY(import_rows, "import", "import", "表格导入", "sheets");
static const struct family state =
	FAMILY(register_rows, "register", "fold", "名单的状态", "the state of lists");
static const struct family site =
	FAMILY(site_rows, "site", "build", "生成的网站", "the built portal");

static const struct family publish =
	FAMILY(publish_rows, "publish", "publish", "公开到分支，命名版本", "publishing, releases");
static const struct family verify =
	FAMILY(verify_rows, "verify", "verify", "核验已公开的网站", "a published site, verified");
static const struct family public_log =
	FAMILY(log_rows, "log", "verify", "公开日志", "the public log");

/* clang-format off */
const struct family *const check_families[] = {
	&files,
	&records,
	&identity_family,
	&date_family,
	&count_family,
	&text_family,
	&state,
	&publicity_family,
	&eligibility_family,
	&assessor_family,
	&removal_family,
	&change_family,
	&rules_data_family,
	&number_family,
	&document_family,
	&basis_family,
	&effect_family,
	&inspection_family,
	&privacy_family,
	&spoofing_family,
	&waiver_family,
	&history_family,
	&import,
	&templates,
	&site,
	&publish,
	&verify,
	&public_log,
	NULL,
};
/* clang-format on */

static bool covers(const struct check *row, enum finding_id id)
{
	return row->last ? row->finding <= id && id <= row->last : row->finding == id;
}

const struct check *check_of(enum finding_id id, const struct family **family)
{
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			if (!covers(&check_families[i]->checks[k], id))
				continue;
			if (family)
				*family = check_families[i];
			return &check_families[i]->checks[k];
		}
	return NULL;
}

bool check_depends_on_today(enum finding_id id)
{
	const struct check *row = check_of(id, NULL);

	return row && row->reads & READS_TODAY;
}
