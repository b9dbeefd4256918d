#!/usr/bin/env bash
# Names every missing prerequisite, with how to get it, before anything is built.
#
#   prerequisites.sh [--tests] [STAMP]
#
# With --tests it looks for what only the tests need: the programs and fonts that people open reports with.
# STAMP is a file that remembers which programs were found good: while the same ones are found, the check costs nothing.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
go_needed=$(awk '$1 == "go" { print $2 }' "$here"/go.mod "$here"/pins/*/go.mod | sort -t. -k1,1n -k2,2n -k3,3n | tail -1)
subject="Yunzhi cannot be built yet:"
if [ "${1:-}" = --tests ]; then
	subject="The tests cannot run yet:"
	shift
	tests=1
fi
stamp=${1:-}
missing=0

# first_of PROGRAM...: the first that is there
first_of() {
	local program
	for program in "$@"; do
		command -v "$program" && return
	done
}

if [ -n "${tests:-}" ]; then
	chromium=$(first_of chromium chromium-browser google-chrome google-chrome-stable)
	office=$(first_of soffice libreoffice)
	chinese=$(fc-list :lang=zh-cn family 2>/dev/null | head -1)
fi

programs="go $go_needed: $(command -v java javac mvn go make git | tr '\n' ' ') ${JAVA_HOME:-}"
if [ -n "${tests:-}" ]; then programs="$chromium $office $chinese"; fi
if [ -n "$stamp" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$programs" ]; then
	exit 0
fi

# at_least VERSION NEEDED: true when VERSION is NEEDED or later, compared number by number.
at_least() {
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -1)" = "$2" ]
}

# lacks WHAT FOUND DEBIAN FEDORA MACOS
lacks() {
	if [ $missing -eq 0 ]; then echo "$subject" >&2; fi
	missing=$((missing + 1))
	printf '\n  missing: %s (%s)\n    Debian, Ubuntu  %s\n    Fedora          %s\n    macOS           %s\n' "$@" >&2
}

version_of() { # PROGRAM ARGUMENTS: the first dotted number that it prints
	"$@" 2>&1 | grep -oE '[0-9]+(\.[0-9]+)+|[0-9]{2,}' | head -1
}

# require NAME NEEDED PROGRAM-AND-ARGUMENTS DEBIAN FEDORA MACOS
require() {
	local name=$1 needed=$2 found
	local -a ask
	read -ra ask <<<"$3"
	if ! command -v "${ask[0]}" >/dev/null; then
		lacks "$name $needed or later" "no ${ask[0]} in PATH" "$4" "$5" "$6"
		return
	fi
	found=$(version_of "${ask[@]}")
	if ! at_least "${found:-0}" "$needed"; then
		lacks "$name $needed or later" "${ask[0]} is ${found:-of an unknown version}" "$4" "$5" "$6"
	fi
}

if [ -n "${tests:-}" ]; then
	if [ -z "$chromium" ]; then
		lacks "Chromium" "no chromium in PATH" \
			"sudo apt-get install chromium" "sudo dnf install chromium" \
			"brew install --cask google-chrome, then put a link named google-chrome into PATH"
	fi
	if [ -z "$office" ]; then
		lacks "LibreOffice Calc" "no soffice in PATH" \
			"sudo apt-get install libreoffice-calc-nogui" "sudo dnf install libreoffice-calc" "brew install --cask libreoffice"
	fi
	if [ -z "$chinese" ]; then
		lacks "a Chinese font" "fc-list knows none" \
			"sudo apt-get install fontconfig fonts-noto-cjk" "sudo dnf install fontconfig google-noto-sans-cjk-fonts" \
			"brew install fontconfig font-noto-sans-cjk"
	fi
else
	require "JDK" 17 "javac -version" \
		"sudo apt-get install openjdk-17-jdk-headless" "sudo dnf install java-21-openjdk-devel" "brew install openjdk@21"
	require "Maven" 3.8 "mvn --version" \
		"sudo apt-get install maven" "sudo dnf install maven" "brew install maven"
	require "Go" "$go_needed" "go version" \
		"sudo apt-get install golang-go; where that is older: https://go.dev/doc/install" \
		"sudo dnf install golang; where that is older: https://go.dev/doc/install" "brew install go"
	require "GNU make" 3.81 "make --version" \
		"sudo apt-get install make" "sudo dnf install make" "xcode-select --install"
	require "git" 2.20 "git --version" \
		"sudo apt-get install git" "sudo dnf install git" "xcode-select --install"
fi

if [ $missing -gt 0 ]; then
	printf '\nInstall what is missing, then run the same command again.\n' >&2
	exit 1
fi
if [ -n "$stamp" ]; then
	mkdir -p "$(dirname "$stamp")" && printf '%s\n' "$programs" >"$stamp"
fi
