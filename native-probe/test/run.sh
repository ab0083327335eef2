#!/bin/sh
# Runs each test program given, all of them whatever fails, and ends with one line. Exit status 1 if one failed.
# RUN is put before each (an emulator for programs of another architecture).
# Address space randomisation is off: ThreadSanitizer of gcc 12 refuses kernels with vm.mmap_rnd_bits above 28.
plain=
setarch "$(uname -m)" -R true 2>/dev/null && plain="setarch $(uname -m) -R"
failed=
for program in "$@"; do
	echo "# ${program##*/}"
	${RUN:-$plain} "$program" || failed="$failed ${program##*/}"
done
if [ -n "$failed" ]; then
	echo "FAILED:$failed"
	exit 1
fi
echo "all $# test programs passed"
