# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by ./studio and ./check: installs what is missing and nothing twice. Sourced with the checkout as the working folder.
# When everything is there, nothing here asks the network.
# shellcheck shell=bash

PACKAGES=(
  g++ cmake ninja-build cmark-gfm ccache pkg-config python3-pip
  qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev qt6-translations-l10n libqcustomplot-dev
  libopencv-dev libsqlitecpp-dev libsqlite3-dev libpugixml-dev libyaml-cpp-dev libcsv-dev libutfcpp-dev nlohmann-json3-dev libcli11-dev libxxhash-dev libgloo-dev libhwy-dev libseccomp-dev
  fonts-dejavu-core fonts-noto-cjk fonts-inter breeze-icon-theme
  openssh-client
  dpkg-dev file  # README's `cpack -G DEB`
)
# What only tests call.
CHECK_PACKAGES=(clang-tidy debootstrap openssh-server desktop-file-utils appstream shared-mime-info xvfb openbox xdotool x11-utils imagemagick)
LIBTORCH=.libtorch
# Complete files wait here, so that a second try fetches only the rest. A folder named in the environment is kept for other checkouts.
DOWNLOADS=${ANCHOR_DOWNLOADS:-.cache/libtorch}

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

has_gpu() { [ -e /proc/driver/nvidia/version ] || command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi -L >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null 2>&1 || { echo "Administrator rights are needed once, for: $*" >&2; echo "Run that line as root, then start again." >&2; return 1; }
  sudo "$@"
}

missing_packages() {
  # One dpkg-query call answers for all names; one a name would cost a second a start.
  local present name
  present=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii  *//p')
  for name in "$@"; do grep -qxF -- "$name" <<<"$present" || echo "$name"; done
}

# apt-get's own sentences about size, without installing: "Need to get 312 MB of archives." and the room on the disk.
package_sizes() {
  LC_ALL=C apt-get --assume-no -o Debug::NoLocking=1 install --no-install-recommends "$@" 2>/dev/null |
    sed -n -e 's/^Need to get \(.*\) of archives\.$/\1 to fetch/p' -e 's/^After this operation, \(.*\) of additional disk space will be used\.$/\1 on the disk/p' |
    paste -sd, | sed 's/,/, /'
}

install_packages() {
  local log=$1 tries=(-o Acquire::Retries=5) sizes; shift
  say "Asking apt what is to be fetched"
  as_root apt-get update -qq "${tries[@]}" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; echo "The lists of packages could not be fetched (apt-get update). Check the network, and the servers in /etc/apt/sources.list and /etc/apt/sources.list.d, then start again." >&2; return 1; }
  sizes=$(package_sizes "$@")
  say "Installing ${#} Debian packages and what they need${sizes:+ ($sizes)}; 2 to 5 minutes on a fast line: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${tries[@]}" "$@" >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; echo "The packages could not be installed; the whole output of apt-get is in $log. Packages that were fetched are kept: mend what the last lines name (network, room on the disk, another apt that is running), then start again." >&2; return 1; }
}

quiet_pip() { python3 -m pip "$@" --quiet --no-deps --require-hashes --disable-pip-version-check --retries 5 2> >(grep -v -i "warning" >&2); }
# Any Python's pip can fetch the pinned wheels: they are unpacked for their C++ half and never imported.
resuming_pip() { PYTHONPATH=$DOWNLOADS/pip quiet_pip "$@"; }

fetch_wheels() {
  local tags=() minor
  for minor in 28 27 25 24 18 17 12 5; do tags+=(--platform "manylinux_2_${minor}_x86_64"); done
  tags+=(--platform manylinux2014_x86_64 --platform manylinux1_x86_64 --implementation cp --python-version 3.11 --only-binary=:all:)
  resuming_pip download --resume-retries 20 "${tags[@]}" --dest "$DOWNLOADS" -r "$2" &&
    resuming_pip install --no-index --find-links "$DOWNLOADS" --no-compile --upgrade "${tags[@]}" --target "$1" -r "$2"
}

libtorch_lists() { echo cmake/libtorch.txt; if has_gpu; then echo cmake/libtorch-cuda.txt; fi; }
libtorch_wanted() { libtorch_lists | xargs cat | sha256sum; }
libtorch_there() { [ "$(cat $LIBTORCH/.installed 2>/dev/null)" = "$(libtorch_wanted)" ]; }

install_libtorch() {
  local list part=$LIBTORCH.part
  say "Fetching LibTorch (530 MB, 1.2 GB unpacked; a minute or two on a fast line). It goes into $LIBTORCH and nowhere else."
  if has_gpu; then say "An NVIDIA driver is here: its CUDA libraries follow (about 2 GB more)."; fi
  rm -rf $part && mkdir -p "$DOWNLOADS" || return 1
  quiet_pip install --upgrade --target "$DOWNLOADS/pip" -r cmake/libtorch-pip.txt ||
    { echo "pip could not be fetched, which fetches LibTorch. Check the network (and pip's configuration: python3 -m pip config list), then start again." >&2; return 1; }
  for list in $(libtorch_lists); do
    fetch_wheels $part "$list" || { echo "LibTorch could not be fetched or unpacked. Check the network and the room on the disk ($(df -h --output=avail . | tail -n 1 | tr -d ' ') are free here), then start again: files that are complete stay in $DOWNLOADS and are not fetched again." >&2; return 1; }
  done
  rm -rf $LIBTORCH && mv $part $LIBTORCH && libtorch_wanted >$LIBTORCH/.installed || return 1
  [ -n "${ANCHOR_DOWNLOADS:-}" ] || rm -rf "$DOWNLOADS"
}

# set_up BUILD [PACKAGE…]: what the build needs, and packages that only the caller needs.
set_up() {
  local build=$1 missing; shift
  mkdir -p "$build"
  mapfile -t missing < <(missing_packages "${PACKAGES[@]}" "$@")
  if [ ${#missing[@]} -gt 0 ] || ! libtorch_there; then
    say "Set-up, once. It needs the network and takes about:"
    if [ ${#missing[@]} -gt 0 ]; then echo "      ${#missing[@]} Debian packages and what they need, up to 0.5 GB to fetch: 2 to 5 minutes"; fi
    if ! libtorch_there; then echo "      LibTorch, 0.5 GB to fetch$(has_gpu && echo ' and 2 GB for the GPU'): 1 to 5 minutes"; fi
    echo "      compiling: 8 minutes on two cores"
  fi
  [ ${#missing[@]} -eq 0 ] || install_packages "$build/packages.log" "${missing[@]}" || return 1
  libtorch_there || install_libtorch
}
