/* What this program calls itself, and the versions of the libraries that shape its output. */
#ifndef LUCE_COMMANDS_VERSION_H
#define LUCE_COMMANDS_VERSION_H

#define LUCE_VERSION "0.1.0"

#endif
