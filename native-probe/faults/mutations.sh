#!/bin/sh
# mutations.sh BUILD: runs each claim of mutations.def as the library is, where it must pass, and with its mutation, where it must not. A
# wait that misses what it should see goes on for ever: a claim that takes SECONDS under its mutation has noticed.
SECONDS=2
plain=
setarch "$(uname -m)" -R true 2>/dev/null && plain="setarch $(uname -m) -R"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=

# claim PROGRAM NAME: passes, or is skipped.
passes() {
	$plain "$1" "$2" >"$log" && grep -qE '^([1-9][0-9]* passed, 0 failed|0 passed, 0 failed, [1-9])' "$log"
}

notices() {
	! POLLUX_MUTATION=$1 timeout "$SECONDS" $plain "$2" "$3" >"$log" || grep -q '^skip' "$log"
}

check() {
	if ! passes "$2" "$3"; then
		echo "FAIL  $3 without a mutation:"
		cat "$log"
		failed=yes
	elif ! notices "$1" "$2" "$3"; then
		echo "FAIL  $1 is not noticed by $3"
		failed=yes
	else
		echo "ok    $1 is noticed by $3"
	fi
}

rows=$(sed -n 's/^MUTATION(\(\w*\), *"\([^"]*\)", *"\([^"]*\)", *"\([^"]*\)")/\1|\2|\3|\4/p' "$(dirname "$0")/mutations.def")
[ -n "$rows" ] || failed=yes
while IFS='|' read -r mutation program claim engines; do
	for engine in ${engines:-none}; do
		check "$mutation" "$1/$program" "$claim${engines:+/$engine}"
	done
done <<END
$rows
END
[ -z "$failed" ]
