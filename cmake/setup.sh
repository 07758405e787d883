# Shared by ./studio and ./check: installs what is missing and nothing twice. Sourced with the checkout as the working folder.
# shellcheck shell=bash

PACKAGES=(
  g++ cmake ninja-build cmark-gfm ccache pkg-config python3-pip
  qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev qt6-translations-l10n libqcustomplot-dev
  libopencv-dev libsqlitecpp-dev libsqlite3-dev libpugixml-dev libyaml-cpp-dev libcsv-dev libutfcpp-dev nlohmann-json3-dev libcli11-dev libxxhash-dev libgloo-dev libseccomp-dev
  fonts-dejavu-core fonts-noto-cjk
  openssh-client openssh-server
  desktop-file-utils appstream shared-mime-info dpkg-dev file
  xvfb openbox xdotool x11-utils imagemagick
)
LIBTORCH=.libtorch

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

has_gpu() { [ -e /proc/driver/nvidia/version ] || command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi -L >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null 2>&1 || { echo "Administrator rights are needed once, for: $*" >&2; echo "Run that line as root, then start again." >&2; return 1; }
  sudo "$@"
}

install_packages() {
  local missing=() name
  # One dpkg-query call answers for all names; the loop would cost a second a start.
  local present; present=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${PACKAGES[@]}" 2>/dev/null | sed -n 's/^ii  *//p')
  for name in "${PACKAGES[@]}"; do grep -qxF -- "$name" <<<"$present" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Installing ${#missing[@]} Debian packages (a few minutes on the first start): ${missing[*]}"
  as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >"$1" 2>&1 ||
    { tail -n 20 "$1" >&2; echo "The package installation failed; its whole output is in $1." >&2; return 1; }
}

# Any Python's pip can fetch the pinned wheel: it is unpacked for its C++ half and never imported.
fetch_wheels() {
  local tags=() minor
  for minor in 28 27 25 24 18 17 12 5; do tags+=(--platform "manylinux_2_${minor}_x86_64"); done
  tags+=(--platform manylinux2014_x86_64 --platform manylinux1_x86_64)
  python3 -m pip install --quiet --no-deps --require-hashes --no-compile --only-binary=:all: --upgrade \
    --disable-pip-version-check --implementation cp --python-version 3.11 "${tags[@]}" \
    --target "$1" -r "$2" 2> >(grep -v -i "warning" >&2)
}

install_libtorch() {
  local wanted lists=(cmake/libtorch.txt)
  has_gpu && lists+=(cmake/libtorch-cuda.txt)
  wanted=$(cat "${lists[@]}" | sha256sum)
  [ "$(cat $LIBTORCH/.installed 2>/dev/null)" = "$wanted" ] && return 0
  say "Fetching LibTorch (530 MB; about a minute on a fast line). It goes into $LIBTORCH and nowhere else."
  [ ${#lists[@]} -gt 1 ] && say "An NVIDIA driver is here: its CUDA libraries follow (about 2 GB more)."
  rm -rf $LIBTORCH.part
  local list
  for list in "${lists[@]}"; do
    fetch_wheels $LIBTORCH.part "$list" || { echo "LibTorch could not be fetched. Check the network and start again; nothing half-written is left in use." >&2; return 1; }
  done
  rm -rf $LIBTORCH && mv $LIBTORCH.part $LIBTORCH && printf '%s\n' "$wanted" >$LIBTORCH/.installed
}

set_up() {
  local build=$1
  mkdir -p "$build"
  install_packages "$build/packages.log" && install_libtorch
}
