# The demonstration is sound, and shows every type of notice and every action that there is.

. "$(dirname "$0")/lib.sh"

repository=$cli/../..

_names() { # of an enum's choices in a schema, one a line
	luce schema "$1" | sed -n "/\"$2\": {/,/}/p" | sed -n '/"enum"/{s/.*\[//; s/\].*//; s/[", ]\{1,\}/\n/g; p; q;}' | sed '/^$/d'
}

it_is_sound() {
	cp -r "$repository/content" "$repository/templates" .
	expect 0 luce check --format json
	grep -q '"errors": 0,' "$out"
	# Lists older than the texts that are here say why they have none.
	[ "$(grep -c '"rule": "list-without-rules".*"waived": {' "$out")" -gt 10 ]
	! grep '"rule": "list-without-rules"' "$out" | grep -v '"waived": {' || return 1
	# What it leaves to be said is meant, and no more than this; what depends on today is apart.
	grep '"rule"' "$out" | grep -v '"today": true' | sed 's/.*"rule": "\([^"]*\)".*/\1/' | LC_ALL=C sort -u >said
	same said - <<'END'
contact-unverified
ground-missing
list-without-rules
listed-above
listed-below
objection-contact
period-strict
published-late
rules-unverified
second-spell
END
}

it_shows_every_type_of_notice() {
	_names notice type >types
	[ "$(wc -l <types)" -gt 10 ]
	while read -r type; do
		grep -rq "\"type\": \"$type\"" "$repository/content/notices" || { echo "no notice is a $type"; return 1; }
	done <types
}

it_shows_every_action() {
	_names annexes action >actions
	[ "$(wc -l <actions)" -gt 10 ]
	while read -r action; do
		grep -rq "\"action\": \"$action\"" "$repository/content/notices" || { echo "no row does $action"; return 1; }
	done <actions
}

run_tests
