# shellcheck shell=bash
# What building and testing need of the machine; sourced by bin/demo, bin/test, bin/bench and bin/render-dashboards, which set `root`.
# On Debian, as root, what is missing is installed; elsewhere one line says what is missing and how to get it.

jdk_least=17
export MAKEFLAGS="${MAKEFLAGS:--j$(nproc)}"

# have WHAT: whether it is there.
have() {
	case $1 in
	jdk) find_jdk ;;
	gcc) command -v "${CC:-gcc}" >/dev/null ;;
	aarch64-gcc) echo '#include <stdio.h>' | aarch64-linux-gnu-gcc -E - >/dev/null 2>&1 ;;
	libc-headers) echo '#include <stdio.h>' | "${CC:-gcc}" -E - >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

# package_of WHAT: the Debian package that brings it.
package_of() {
	case $1 in
	jdk) echo "openjdk-$jdk_least-jdk-headless" ;;
	libc-headers) echo libc6-dev ;;
	aarch64-gcc) echo gcc-aarch64-linux-gnu libc6-dev-arm64-cross ;;
	qemu-aarch64) echo qemu-user ;;
	musl-gcc) echo musl-tools ;;
	mvn) echo maven ;;
	node) echo nodejs ;;
	perf) echo linux-perf ;;
	chromedriver) echo chromium-driver ;;
	*) echo "$1" ;;
	esac
}

# need WHAT...: all of them, or exit 1 after one line.
need() {
	get "$@" && return
	echo "${0##*/}: missing: ${missing[*]} (a JDK is >= $jdk_least); on Debian: apt-get install ${packages[*]}" >&2
	exit 1
}

# want WHY WHAT...: all of them, or one line that says what is skipped without.
want() {
	local why=$1
	shift
	get "$@" || echo "${0##*/}: $why is skipped for want of ${missing[*]}; on Debian: apt-get install ${packages[*]}"
}

# get WHAT...: installs what is missing, where that can be done; whether all of it is there then. Sets `missing` and `packages`.
get() {
	local what package
	missing=() packages=()
	for what in "$@"; do have "$what" || missing+=("$what"); done
	((${#missing[@]})) || return 0
	for what in "${missing[@]}"; do read -ra package < <(package_of "$what"); packages+=("${package[@]}"); done
	if ((EUID == 0)) && command -v apt-get >/dev/null; then
		echo "${0##*/}: installing ${packages[*]}"
		# One at a time: stages of bin/test run side by side.
		{
			flock 9
			apt-get update
			DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
		} </dev/null >/dev/null 2>&1 9<"${BASH_SOURCE[0]}"
	fi
	for what in "${missing[@]}"; do have "$what" || return 1; done
}

# jdk_major HOME: 17 for 17.0.15, from the JDK's own release file; nothing if it is no JDK.
jdk_major() {
	[[ -x $1/bin/javac && -f $1/release ]] || return 0
	sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

usable_jdk() {
	local major
	major=$(jdk_major "$1")
	((${major:-0} >= jdk_least))
}

# every_jdk: homes of all usable JDKs, one a line, oldest first; POLLUX_TEST_JDKS (colon separated) replaces the search.
every_jdk() {
	local home
	if [[ -n ${POLLUX_TEST_JDKS:-} ]]; then
		tr : '\n' <<<"$POLLUX_TEST_JDKS"
		return
	fi
	for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
		usable_jdk "$home" && echo "$(jdk_major "$home") $(readlink -f "$home")"
	done | sort -un | cut -d' ' -f2-
}

# find_jdk: JAVA_HOME if it is usable, else the javac on PATH, else the oldest found; exports JAVA_HOME.
find_jdk() {
	local home
	for home in "${JAVA_HOME:-}" "$(javac_home)" $(POLLUX_TEST_JDKS='' every_jdk); do
		if [[ -n $home ]] && usable_jdk "$home"; then
			export JAVA_HOME=$home
			return 0
		fi
	done
	return 1
}

javac_home() {
	local javac
	javac=$(command -v javac) || return 0
	javac=$(readlink -f "$javac")
	echo "${javac%/bin/javac}"
}

# newer_source FILE PATH...: whether FILE is missing or older than a source under one of the paths.
newer_source() {
	local product=$1
	shift
	[[ ! -f $product ]] || find "$@" -type f -newer "$product" ! -path '*/target/*' ! -path '*/build/*' | grep -q .
}

# build MAVEN-ARGUMENT...: packages without running tests; quiet unless it fails, then exit 1.
build() {
	local log=$root/target/build.log
	mkdir -p "$root/target"
	"$root/mvnw" -q -B -Dstyle.color=never -f "$root/pom.xml" "$@" -DskipTests package </dev/null >"$log" 2>&1 && return
	tail -n 30 "$log" >&2
	echo "${0##*/}: the build failed; the whole log: $log" >&2
	exit 1
}
