/*
 * What the signatures of a history are worth, by git and ssh-keygen, against
 * the keys that the portal keeps in content/signers or the auditor has. The
 * machine's own keys and settings have no part in it. Days in the keys' file
 * are those of Asia/Shanghai.
 */
#ifndef LUCE_COMMANDS_SIGNATURES_H
#define LUCE_COMMANDS_SIGNATURES_H

#include "checks/audit.h"
#include "commands/portal.h"
#include "git/refs.h"

enum { SIGNATURE_WORKERS = 2 }; /* programs that run at a time */

struct signatures_options {
	const char *folder; /* of the portal */
	struct git_repo *repo;
	struct source *source; /* of the revision audited */
	const struct history *history;
	const char *signers; /* a file of keys to judge by; NULL: content/signers */
};

struct signatures {
	struct audit_signatures facts;
	bool kept; /* there are keys to judge by; else facts are empty */
	size_t counts[SIGNATURE_STATES]; /* of commits; where nothing is kept, those signed are UNVERIFIED */
	struct arena arena, workers[SIGNATURE_WORKERS];
};

/* -1 with findings. Released in any case. */
int signatures_read(struct signatures *s, const struct signatures_options *o, struct findings *f);
void signatures_release(struct signatures *s);

#endif
