# The cases of tests/golden, as one of the command-line tests.

exec bash "$(dirname "$0")/../tools/golden"
