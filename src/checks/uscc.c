#include "checks/uscc.h"

#include <string.h>

char uscc_check(const char *code)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	int sum = 0, weight = 1; /* weights are the powers of 3 modulo 31 */

	for (int i = 0; i < 17; i++) {
		const char *at = code[i] ? strchr(alphabet, code[i]) : NULL;

		if (!at)
			return '\0';
		sum += (int)(at - alphabet) * weight;
		weight = weight * 3 % 31;
	}
	return alphabet[(31 - sum % 31) % 31];
}

char organisation_check(const char *code)
{
	static const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0, check;

	for (int i = 0; i < 8; i++)
		sum += weights[i] * (code[i] <= '9' ? code[i] - '0' : code[i] - 'A' + 10);
	check = 11 - sum % 11;
	return check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
}
