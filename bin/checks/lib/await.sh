# shellcheck shell=bash
# await_line TEXT FILE PID: returns once FILE has a line with TEXT; exit 1 if process PID ends before.
await_line() {
	until grep -qF -- "$1" "$2"; do
		if ! kill -0 "$3" 2>/dev/null; then
			echo "FAIL process $3 ended before it said '$1':"
			tail -n 20 "$2"
			exit 1
		fi
		sleep 0.1
	done
}
