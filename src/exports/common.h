/* What more than one product says: the mark of a demonstration, ids for ever, links, times. */
#ifndef LUCE_EXPORTS_COMMON_H
#define LUCE_EXPORTS_COMMON_H

#include "exports/export.h"
#include "format/json_out.h"
#include "pages/common.h"

#define EXPORT_MARK "示例"
#define EXPORT_NOTE "据已发布的文告汇总生成，以文告为准。"

bool export_demo(const struct exports *x);
/* For the count of a kind that has one file. */
size_t export_one(const struct exports *x);
/* The text, marked while the portal is a demonstration: 【示例】… */
const char *export_title(const struct export *e, const char *text);
/*
 * The id of a thing in feeds and calendars, 36 characters: the same for ever and
 * in every build, other on another site (by its 网站标识码). RFC 9562, version 8,
 * of a SHA-256.
 */
const char *export_uuid(const struct export *e, const char *kind, const char *id);
/* 2025-07-25T09:00:00+08:00 (RFC 3339); 1970 for a time that is not known. */
const char *export_time(const struct export *e, minute_t t);
const char *export_day(const struct export *e, date_t d); /* 2025-07-25; NULL where there is none */
const char *export_day_text(const struct export *e, date_t d); /* 2025年7月25日 */
/* The day of the list's last change, or its first where nobody was ever on it. */
date_t export_list_changed(const struct export *e, const struct roster *l);

/* Members of JSON objects; NULL and DATE_NONE are written as null. */
void json_member(struct json_out *j, const char *key, const char *value);
void json_member_day(struct json_out *j, const char *key, date_t d);

#endif
