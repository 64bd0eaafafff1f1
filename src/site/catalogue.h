/* The catalogue of checks/ for the pages. */
#ifndef LUCE_SITE_CATALOGUE_H
#define LUCE_SITE_CATALOGUE_H

#include "base/mem.h"
#include "pages/catalogue.h"

/*
 * The families that look at records, those of luce check first: not those of files and
 * repositories, nor of the build itself.
 */
struct catalogue *site_catalogue(struct arena *a);

#endif
