#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A new person's first hour: a fresh Debian 12 that holds what README asks for and nothing else, `git clone`, and README's
# lines as they stand there; then again, and again without network. Packages, wheels and compiled files that this machine
# has already are shared, so that only what a first start does is paid for.
# usage: first_hour.sh SOURCE BUILD
set -eu
if [ -z "${FIRST_HOUR_ALONE:-}" ]; then
  skip() { echo "Skipped: $*"; exit 77; }
  [ "$(id -u)" = 0 ] || skip "a fresh Debian can be made by root only."
  command -v debootstrap >/dev/null || skip "debootstrap is not installed."
  git -C "$1" rev-parse HEAD >/dev/null 2>&1 || skip "$1 is no git checkout, so nothing can be cloned."
  # Mounts and processes of its own: whatever happens to this script, the kernel takes both away with it.
  alone=(unshare --mount --pid --fork --kill-child --propagation private)
  "${alone[@]}" sh -c 'd=$(mktemp -d) && mount -t tmpfs none "$d" && mount -t proc proc "$d" && umount "$d" && umount "$d" && rmdir "$d"' 2>/dev/null ||
    skip "this machine allows no mounts."
  FIRST_HOUR_ALONE=1 exec "${alone[@]}" "$0" "$@"
fi
source=$(readlink -f "$1"); work=$(readlink -f "$2")/first-hour
root=$work/root; kept=$work/bookworm.tar
export ANCHOR_ITERATIONS=2 LC_ALL=C.UTF-8
fail() { echo "FAILED: $*" >&2; exit 1; }
step() { printf '== %4d s  %s\n' $SECONDS "$*"; }

clean_up() {
  local code=$? place
  # Deepest first; nothing is removed while something of the machine is still bound in.
  while read -r place; do umount "$place" 2>/dev/null || umount -l "$place"; done < <(awk '{print $2}' /proc/mounts | grep "^$root/" | sort -r)
  rm -rf --one-file-system "$root"
  step "the fresh machine is gone"
  exit $code
}
trap clean_up EXIT
trap 'exit 143' INT TERM
mount -t proc proc /proc  # of these processes; clean_up asks it
mkdir -p "$work"
rm -rf --one-file-system "$root"

# What apt-get reads here: Debian's own archives, wherever this machine takes them from.
debian_sources() {
  apt-get indextargets --format '$(CREATED_BY) $(REPO_URI) $(RELEASE) $(COMPONENT)' 2>/dev/null |
    awk '$1 == "Packages" && $2 ~ /debian(-security)?\/?$/ && $3 ~ /^bookworm/ && $4 == "main" {print "deb", $2, $3, $4}' | sort -u
}
sources=$(debian_sources)
[ -n "$sources" ] || sources="deb http://deb.debian.org/debian bookworm main"
archive=$(awk '$3 == "bookworm" {print $2; exit}' <<<"$sources")

make_root() {
  if [ -z "$(find "$kept" -mtime -7 2>/dev/null)" ]; then
    step "debootstrap: Debian 12 minimal, with git and python3"
    debootstrap --variant=minbase --include=git,python3 bookworm "$root" "$archive" >"$work/debootstrap.log" 2>&1 ||
      { tail -n 20 "$work/debootstrap.log"; fail "debootstrap"; }
    tar -cf "$kept.part" -C "$root" . && mv "$kept.part" "$kept"
  else
    step "Debian 12 minimal, with git and python3, as made before"
    mkdir "$root" && tar -xpf "$kept" -C "$root"
  fi
}

bind() { mkdir -p "$1" "$root$2" && mount --bind "$1" "$root$2"; }

# How this machine reaches its archives, and what it has already.
furnish() {
  printf '%s\n' "$sources" >"$root/etc/apt/sources.list"
  { apt-config dump | grep -E '^Acquire::(http|https|ftp)::' || true; } >"$root/etc/apt/apt.conf.d/50machine"
  echo 'APT::Keep-Downloaded-Packages "true";' >>"$root/etc/apt/apt.conf.d/50machine"
  cat /etc/resolv.conf >"$root/etc/resolv.conf"
  local file
  for file in /etc/pip.conf "$HOME/.pip/pip.conf" "${XDG_CONFIG_HOME:-$HOME/.config}/pip/pip.conf"; do
    [ -f "$file" ] && sed -E '/^[[:space:]]*cert[[:space:]]*=/d' "$file" >>"$root/etc/pip.conf"
  done
  if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/machine-certificates.pem"
    export PIP_CERT=/etc/machine-certificates.pem
    grep -q 'https::CaInfo' "$root/etc/apt/apt.conf.d/50machine" || echo "Acquire::https::CaInfo \"$PIP_CERT\";" >>"$root/etc/apt/apt.conf.d/50machine"
  fi
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/50unsafe"  # this machine need not outlive a power cut
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  bind "$work/packages" /var/cache/apt/archives
  bind "$(ccache --get-config cache_dir)" /root/.cache/ccache
  bind "${ANCHOR_DOWNLOADS:-$(dirname "$work")/downloads}" /root/.cache/anchor-downloads
  if [ -d "${PIP_FIND_LINKS:-}" ]; then bind "$PIP_FIND_LINKS" "$PIP_FIND_LINKS"; fi
}

# The surroundings of a new person's shell, and of this machine only how it reaches its archives.
inside() {
  local machine=() name
  for name in $(compgen -e | grep -E '^PIP_|_proxy$|_PROXY$'); do machine+=("$name=${!name}"); done
  env -i "${machine[@]}" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 ANCHOR_ITERATIONS=$ANCHOR_ITERATIONS \
    ANCHOR_WARNINGS_AS_ERRORS=ON ANCHOR_DOWNLOADS=/root/.cache/anchor-downloads CCACHE_DIR=/root/.cache/ccache CCACHE_STATSLOG=/root/compiled "${network[@]}" chroot "$root" bash -c "cd /root/anchor-studio && $1"
}
network=()

# run LINE: types it; says how long it took to the first word of the studio itself, and in all.
run() {
  local begin=$SECONDS started='' line log=$work/output
  step "\$ $1"
  : >"$log"
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in *'==>'*'No window'*) started=$((SECONDS - begin)); echo "   the studio starts after $started s" ;; *'==>'*) step "  ${line:0:150}" ;; esac
  done < <(code=0; inside "$1" 2>&1 || code=$?; echo "exit code $code")
  tail -n 1 "$log" | grep -qx 'exit code 0' || { tail -n 60 "$log" >&2; fail "$1"; }
  step "done, $((SECONDS - begin)) s in all"
}
# Same, for a start that must find everything there.
run_again() {
  run "$1"
  ! grep -q -E 'Set-up|Installing|Fetching|Configuring|Building' "$work/output" || fail "a second start sets up again: $(grep '==>' "$work/output")"
}
opened() { inside "python3 tests/firsthour/outputs.py '$1'" || fail "what lies in $1"; }

# README's two lines, as they stand there.
first_line=$(sed -n '/^```$/,/^```$/p' "$source/README.md" | grep -m 1 -o '^\./studio *#' | sed 's/ *#$//') || fail "README's first block names no ./studio"
folder_line=$(grep -m 1 -o '`\./studio --headless FOLDER`' "$source/README.md" | tr -d '`') || fail "README names no ./studio --headless FOLDER"

make_root
furnish
git -C "$source" diff --quiet HEAD || echo "   (what is not committed is not in the clone)"
git clone -q --bare --no-hardlinks "file://$source" "$root/srv/anchor-studio.git"
chroot "$root" git clone -q /srv/anchor-studio.git /root/anchor-studio
step "a fresh machine and a clone of $(git -C "$source" rev-parse --short HEAD)"

run "$first_line"
inside 'ccache --show-log-stats | head -n 3' || true
opened headless-output
[ -s "$root/root/anchor-studio/build/share/doc/anchor-studio/manual/en/index.html" ] || fail "'Read the manual' finds no manual"

step "a second start"
run_again "${folder_line/FOLDER/second}"
opened second

said=$(inside "ANCHOR_ITERATIONS=many ./studio --headless fourth" 2>&1) && fail "trains for 'many' iterations"
grep -q 'whole number' <<<"$said" || fail "does not say what is wrong with 'many' iterations: $said"

step "the same clone without network"
network=(unshare --net)
run_again "${folder_line/FOLDER/third}"
opened third
inside "QT_QPA_PLATFORM=offscreen ./studio --quit-when-ready" >"$work/output" 2>&1 || { cat "$work/output"; fail "the window does not open"; }
step "the window opens"
