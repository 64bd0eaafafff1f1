/*
 * The unified social credit code (统一社会信用代码), GB 32100-2015: eighteen
 * characters, the last a check character modulo 31; characters 9 to 17 are
 * an organisation code after GB 11714 with a check character of its own.
 */
#ifndef LUCE_CHECKS_USCC_H
#define LUCE_CHECKS_USCC_H

/* The check character that the first 17 characters ask for; '\0' if one of them is not in the alphabet. */
char uscc_check(const char *code);
/* The check character that the first 8 characters of an organisation code ask for. */
char organisation_check(const char *code);

#endif
