#define _GNU_SOURCE /* dl_iterate_phdr */
#include "commands/program.h"

#include <link.h>
#include <stdbool.h>
#include <string.h>

struct ids {
	struct buf *out;
	bool complete;
};

static size_t padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static void add_hex(struct buf *out, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add_format(out, "%02x", bytes[i]);
	buf_add_char(out, ' ');
}

/* A segment of notes, each a head, a name and what it says. */
static bool add_build_id(struct buf *out, const char *notes, size_t len)
{
	ElfW(Nhdr) note;

	while (len >= sizeof(note)) {
		const char *name = notes + sizeof(note);
		size_t size;

		memcpy(&note, notes, sizeof(note));
		size = sizeof(note) + padded(note.n_namesz) + padded(note.n_descsz);
		if (size > len)
			return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof(ELF_NOTE_GNU) &&
		    memcmp(name, ELF_NOTE_GNU, sizeof(ELF_NOTE_GNU)) == 0) {
			add_hex(out, (const unsigned char *)name + padded(note.n_namesz),
				note.n_descsz);
			return true;
		}
		notes += size;
		len -= size;
	}
	return false;
}

/* The kernel's own object tells the kernel, which shapes no output. */
static bool is_kernels(const char *name)
{
	return strncmp(name, "linux-", strlen("linux-")) == 0;
}

static int add_object(struct dl_phdr_info *object, size_t size, void *ctx)
{
	struct ids *ids = ctx;
	bool found = false;

	(void)size;
	if (is_kernels(object->dlpi_name))
		return 0;
	for (int i = 0; i < object->dlpi_phnum && !found; i++) {
		const ElfW(Phdr) *segment = &object->dlpi_phdr[i];

		if (segment->p_type == PT_NOTE)
			found = add_build_id(ids->out,
					     (const char *)object->dlpi_addr + segment->p_vaddr,
					     segment->p_memsz);
	}
	ids->complete = ids->complete && found;
	return 0;
}

void program_id(struct buf *out)
{
	struct ids ids = { out, true };
	size_t start = out->len;

	dl_iterate_phdr(add_object, &ids);
	if (ids.complete || !out->data)
		return;
	out->len = start;
	out->data[start] = '\0';
}
