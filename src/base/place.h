/*
 * Where something stands: which source, which revision of it, which file,
 * and where in the file.
 *
 * Inside JSON the position is a JSON Pointer (RFC 6901), because the parser
 * forgets lines; line and column are found again only when a finding is
 * printed (json_locate). Elsewhere (CSV, templates, Markdown) they are
 * known at once and the pointer is NULL.
 */
#ifndef LUCE_BASE_PLACE_H
#define LUCE_BASE_PLACE_H

struct place {
	const char *source; /* name of the source; NULL while a portal has one */
	const char *revision; /* commit id; NULL for the work tree */
	const char *path; /* from the portal's folder, separated by '/'; NULL: no file */
	const char *pointer; /* JSON Pointer; "" is the whole document; NULL: see line */
	unsigned line, col; /* from 1, columns in characters; 0: not known */
};

#endif
