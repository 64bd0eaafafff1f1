/*
 * The families of the catalogue, in the order in which it lists them. A
 * family is a file that defines one of these; catalogue.c puts them together.
 */
#ifndef LUCE_CHECKS_FAMILIES_H
#define LUCE_CHECKS_FAMILIES_H

#include "checks/checks.h"

extern const struct family identity_family, date_family, count_family, text_family,
	publicity_family, eligibility_family, rules_data_family, waiver_family;

#endif
