/*
 * The names of choices in records, by their enums: NULL at the end, "" where
 * an enum value has no name.
 */
#ifndef LUCE_CONTENT_NAMES_H
#define LUCE_CONTENT_NAMES_H

extern const char *const action_names[],
	*const notice_type_names[],
		*const region_level_names[],
			*const entity_kind_names[],
				*const column_role_names[],
					*const contact_use_names[],
						*const clause_status_names[],
							*const confidence_names[],
								*const site_status_names[];

#endif
