/*
 * The families of the catalogue, in the order in which it lists them. A
 * family is a file that defines one of these; catalogue.c puts them together.
 */
#ifndef LUCE_CHECKS_FAMILIES_H
#define LUCE_CHECKS_FAMILIES_H

#include "checks/checks.h"

extern const struct family identity_family;
extern const struct family date_family;
extern const struct family count_family;
extern const struct family text_family;
extern const struct family publicity_family;
extern const struct family eligibility_family;
extern const struct family assessor_family;
extern const struct family removal_family;
extern const struct family change_family;
extern const struct family rules_data_family;
extern const struct family number_family;
extern const struct family document_family;
extern const struct family basis_family;
extern const struct family effect_family;
extern const struct family inspection_family;
extern const struct family privacy_family;
extern const struct family spoofing_family;
extern const struct family waiver_family;
extern const struct family history_family;

#endif
