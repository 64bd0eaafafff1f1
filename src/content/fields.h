/*
 * For tables.c and tables_rules.c only: a macro for each type of field, so
 * that a table has one line a field.
 */
#ifndef LUCE_CONTENT_FIELDS_H
#define LUCE_CONTENT_FIELDS_H

#include "base/mem.h"
#include "content/record.h"

#define AT(T, member) .offset = offsetof(struct T, member)
#define TEXT(T, member, key_, flags_, says_)                                                       \
	{                                                                                          \
		.key = key_, .type = FIELD_STRING, .flags = flags_, AT(T, member), .says = says_   \
	}
#define FORMED(T, member, key_, flags_, form_, says_)                                              \
	{                                                                                          \
		.key = key_, .type = FIELD_STRING, .flags = flags_, AT(T, member), .form = form_,  \
		.says = says_                                                                      \
	}
#define TEXTS(T, member, key_, flags_, form_, says_)                                               \
	{                                                                                          \
		.key = key_, .type = FIELD_STRINGS, .flags = flags_, AT(T, member), .form = form_, \
		.says = says_                                                                      \
	}
#define INT(T, member, key_, flags_, least_, most_, says_)                                         \
	{                                                                                          \
		.key = key_, .type = FIELD_INT, .flags = flags_, AT(T, member), .least = least_,   \
		.most = most_, .says = says_                                                       \
	}
#define BOOL(T, member, key_, says_)                                                               \
	{                                                                                          \
		.key = key_, .type = FIELD_BOOL, AT(T, member), .says = says_                      \
	}
#define DATE(T, member, key_, flags_, says_)                                                       \
	{                                                                                          \
		.key = key_, .type = FIELD_DATE, .flags = flags_, AT(T, member), .says = says_     \
	}
#define DATES(T, member, key_, flags_, says_)                                                      \
	{                                                                                          \
		.key = key_, .type = FIELD_DATES, .flags = flags_, AT(T, member), .says = says_    \
	}
#define MINUTE(T, member, key_, says_)                                                             \
	{                                                                                          \
		.key = key_, .type = FIELD_MINUTE, AT(T, member), .says = says_                    \
	}
#define MONTH_DAY(T, member, key_, flags_, says_)                                                   \
	{                                                                                           \
		.key = key_, .type = FIELD_MONTH_DAY, .flags = flags_, AT(T, member), .says = says_ \
	}
#define CHOICE(T, member, key_, flags_, choices_, says_)                                           \
	{                                                                                          \
		.key = key_, .type = FIELD_CHOICE, .flags = flags_, AT(T, member),                 \
		.choices = choices_, .says = says_                                                 \
	}
#define RECORD(T, member, key_, flags_, record_, says_)                                            \
	{                                                                                          \
		.key = key_, .type = FIELD_RECORD, .flags = flags_, AT(T, member),                 \
		.record = &record_, .says = says_                                                  \
	}
#define RECORDS(T, member, key_, flags_, record_, says_)                                           \
	{                                                                                          \
		.key = key_, .type = FIELD_RECORDS, .flags = flags_, AT(T, member),                \
		.record = &record_, .says = says_                                                  \
	}
#define SPREAD(T, member, record_)                                                                 \
	{                                                                                          \
		.key = "", .type = FIELD_INLINE, .flags = FIELD_SPREAD, AT(T, member),             \
		.record = &record_                                                                 \
	}
#define RECORD_TABLE(var_, type_, name_, says_)                                                    \
	{                                                                                          \
		.name = name_, .says = says_, .size = sizeof(struct type_),                        \
		.fields = var_##_fields, .n_fields = ARRAY_LEN(var_##_fields)                      \
	}

/* Shared between the two files. */
extern const struct record source_document_record, rule_terms_record;

#endif
