#!/usr/bin/env bash
# Builds the pinned programs and the launcher once into the user's cache folder, shared by all clones, and links them into .local/bin.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
links=$here/../.local/bin
cache=${YUNZHI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/yunzhi}/tools
flags=(-trimpath -buildvcs=false -mod=readonly)

# program, folder of its module, package, build tags if any
programs="
etcd pins/etcd go.etcd.io/etcd/server/v3
kube-apiserver pins/kubernetes k8s.io/kubernetes/cmd/kube-apiserver
kube-controller-manager pins/kubernetes k8s.io/kubernetes/cmd/kube-controller-manager
kubectl pins/kubernetes k8s.io/kubernetes/cmd/kubectl
opa pins/opa github.com/open-policy-agent/opa
helm pins/helm helm.sh/helm/v3/cmd/helm
promtool pins/prometheus github.com/prometheus/prometheus/cmd/promtool remove_all_sd
prometheus pins/prometheus github.com/prometheus/prometheus/cmd/prometheus remove_all_sd
local-cluster . .
"

pinned() { # FOLDER MODULE: its version in that folder's go.mod
	awk -v module="$2" '$1 == module { print $2; exit } $1 == "require" && $2 == module { print $3; exit }' "$here/$1/go.mod"
}

kubernetes=$(pinned pins/kubernetes k8s.io/kubernetes)
helm=$(pinned pins/helm helm.sh/helm/v3)
prometheus=$(pinned pins/prometheus github.com/prometheus/prometheus)
minor=${kubernetes#v*.}
minor=${minor%%.*}

# etcd and opa carry their version in their source; the others are told it when they are linked, as their own release builds do.
ldflags() { # FOLDER
	local options="-s -w" in
	case $1 in
	pins/kubernetes)
		for in in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
			options+=" -X $in.gitVersion=$kubernetes -X $in.gitMajor=1 -X $in.gitMinor=$minor -X $in.gitTreeState=clean"
			options+=" -X $in.gitCommit=$kubernetes"
		done
		;;
	pins/helm)
		options+=" -X helm.sh/helm/v3/internal/version.version=$helm -X helm.sh/helm/v3/internal/version.gitTreeState=clean"
		for in in chartutil lint/rules; do
			options+=" -X helm.sh/helm/v3/pkg/$in.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/$in.k8sVersionMinor=$minor"
		done
		;;
	pins/prometheus) options+=" -X github.com/prometheus/common/version.Version=$prometheus" ;;
	esac
	echo "$options"
}

go_version=$(go env GOVERSION GOOS GOARCH GOAMD64 GOARM64 | tr '\n' ' ')

key() { # FOLDER TAGS: everything that the built bytes depend on
	local name=${1#pins/} tags=$2
	set -- "$1"
	if [ "$1" = . ]; then
		name=local-cluster
		set -- "$1" "$(find "$here" -path "$here/pins" -prune -o -type f \( -name '*.go' -o -name '*.yaml' \) -print | LC_ALL=C sort)"
	fi
	# shellcheck disable=SC2086 # the list of files is split on purpose; none has a blank in its name
	{
		echo "$go_version ${flags[*]} $(ldflags "$1")${tags:+ -tags $tags}"
		(cd "$here" && cat "$1"/go.mod $(test -f "$1/go.sum" && echo "$1/go.sum") ${2:+$(echo "$2" | sed "s|^$here/||")})
	} | git hash-object --stdin | cut -c1-16 | sed "s/^/$name-/"
}

# progress TOTAL LABEL: turns the lines of `go build -v` into a count; keeps everything else that Go says.
progress() {
	local total=$1 label=$2 done=0 fetched=0 line shown=$SECONDS
	while IFS= read -r line; do
		case $line in
		"go: downloading "*) fetched=$((fetched + 1)) ;;
		*" "*)
			echo "$line" >&2
			continue
			;;
		*) done=$((done + 1)) ;;
		esac
		if [ -t 1 ]; then
			printf '\r\033[K%s  %d of %d packages' "$label" "$done" "$total"
		elif [ $((SECONDS - shown)) -ge 15 ]; then
			shown=$SECONDS
			echo "$label  $done of $total packages"
		fi
	done
}

build() { # LABEL FOLDER PACKAGE TAGS DESTINATION
	local label=$1 folder=$2 package=$3 tags=$4 destination=$5 started=$SECONDS total
	mkdir -p "$(dirname "$destination")"
	# One build of a program at a time, where the system has flock; where it has not, two at once do the work twice.
	# Either way the finished file appears under its name in one step.
	if command -v flock >/dev/null; then
		exec 9>"$destination.lock"
		flock -n 9 || { echo "$label  waiting for another build of it"; flock 9; }
		if [ -x "$destination" ]; then
			exec 9>&-
			return
		fi
	fi
	echo "$label  looking at what is to be built"
	total=$(cd "$here/$folder" && CGO_ENABLED=0 go list -deps "${flags[@]}" -tags "$tags" -f '{{if .Stale}}{{.ImportPath}}{{end}}' "$package" | grep -c . || true)
	(
		cd "$here/$folder"
		CGO_ENABLED=0 go build -v "${flags[@]}" -tags "$tags" -ldflags "$(ldflags "$folder")" -o "$destination.$$" "$package" 2>&1
	) | progress "$total" "$label" || {
		rm -f "$destination.$$"
		echo "$label  could not be built; Go's own words are above" >&2
		return 1
	}
	mv "$destination.$$" "$destination"
	if [ -t 1 ]; then printf '\r\033[K'; fi
	echo "$label  done in $((SECONDS - started)) s"
	if command -v flock >/dev/null; then exec 9>&-; fi
}

count=$(grep -c . <<<"$programs")
number=0
folder_before=
mkdir -p "$links"
while read -r program folder package tags; do
	[ -n "$program" ] || continue
	number=$((number + 1))
	if [ "$folder" != "$folder_before" ]; then
		directory=$cache/$(key "$folder" "$tags")
		folder_before=$folder
	fi
	if [ ! -x "$directory/$program" ]; then
		build "[$number/$count] $program" "$folder" "$package" "$tags" "$directory/$program"
	fi
	if [ "$(readlink "$links/$program" || true)" != "$directory/$program" ]; then
		ln -sfn "$directory/$program" "$links/$program"
	fi
done <<<"$programs"
