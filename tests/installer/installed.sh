#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the programs as the two packages do, away from the build, and uses them there without its environment.
# usage: installed.sh SOURCE BUILD LIBTORCH
set -eu
source=$(readlink -f "$1"); build=$(readlink -f "$2"); libtorch=$(readlink -f "$3")
work=$(mktemp -d "$build/installed.XXXXXX")
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
clean() { env -i PATH=/usr/bin:/bin HOME="$work/home" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"; }
mkdir "$work/home"

echo "== the archive: LibTorch inside, any folder"
for part in studio libtorch; do cmake --install "$build" --prefix "$work/any folder" --component $part --strip >/dev/null; done
bin="$work/any folder/bin"
for program in "$bin/anchor-studio" "$work/any folder/lib/anchor-studio/anchor-engine"; do
  readelf -d "$program" | grep -E 'R(UN)?PATH' | grep -vF '[$ORIGIN]' && fail "$program looks into the folders of the build"
done
notices="$work/any folder/share/doc/anchor-studio/THIRD-PARTY.md"
for text in torch/LICENSE torch/NOTICE nvidia_cuda_runtime/License.txt nvidia_cuda_cupti/License.txt fonts-inter/copyright breeze-icon-theme/copyright; do
  [ -s "$work/any folder/share/doc/anchor-studio/third-party/$text" ] || fail "no third-party/$text"
done
named=$(grep -o 'lib[A-Za-z0-9_+-]*' "$notices" | sort -u)
for program in "$bin/anchor-studio" "$work/any folder/lib/anchor-studio/anchor-engine"; do
  for library in $(readelf -d "$program" | sed -n 's/.*NEEDED.*\[\(lib[A-Za-z0-9_+-]*\).*/\1/p'); do
    found=
    for name in $named; do case $library in "$name"*) found=1 ;; esac; done
    [ "$found" ] || fail "$(basename "$program") is linked to $library, which $notices does not name"
  done
done
clean "$bin/anchor-engine" --version
clean "$bin/anchor-studio" --version
clean "$bin/anchor-engine" sample "$work/project" --images 8 >/dev/null
clean "$bin/anchor-engine" train --project "$work/project" --preset tiny-from-scratch --iterations 4 --set network.width=0.25 \
  --set input.short_side=128 --set evaluate_every=0 >/dev/null || fail "no training"
clean "$bin/anchor-engine" export "$work/project/runs/0001-tiny-from-scratch" "$work/out" --most 1 --formats torchscript 2>/dev/null || fail "no export"
clean timeout 60 "$bin/anchor-studio" --quit-when-ready "$work/project" || fail "the window does not open"

echo "== the Debian package: without LibTorch it says what to do, with one it works"
(cd "$build" && cpack -G DEB -B "$work/deb" >"$work/cpack.log" 2>&1) || { cat "$work/cpack.log"; fail "cpack"; }
package=$(ls "$work"/deb/*.deb)
ls -lh "$package" | awk '{print $5}'
dpkg-deb -f "$package" Package Version Depends Recommends
dpkg-deb -x "$package" "$work/root"
bin="$work/root/usr/bin"
said=$(clean "$bin/anchor-engine" --version 2>&1) && fail "started without LibTorch"
grep -q anchor-studio-libtorch <<<"$said" || fail "does not say what to do: $said"
clean env ANCHOR_LIBTORCH="$libtorch/torch/lib:$libtorch/nvidia/cu13/lib" "$bin/anchor-engine" --version || fail "does not start with a LibTorch that it is pointed to"
clean timeout 60 "$bin/anchor-studio" --quit-when-ready "$work/project" || fail "the window does not open"

echo "== what the desktop reads"
share="$work/root/usr/share"
desktop-file-validate "$share"/applications/*.desktop || fail "desktop entry"
appstreamcli validate --no-net --explain "$share"/metainfo/*.metainfo.xml || fail "metainfo"
mkdir -p "$work/mime/packages" && cp "$share"/mime/packages/*.xml "$work/mime/packages"
update-mime-database "$work/mime" >/dev/null && grep -q 'anchorstudio.project' "$work/mime/globs2" || fail "MIME type"
[ -s "$share/doc/anchor-studio/copyright" ] && [ -s "$share/doc/anchor-studio/manual/en/export.html" ] && [ -s "$share/doc/anchor-studio/manual/zh_CN/index.html" ] && [ -s "$share/doc/anchor-studio/pictures/export.png" ] || fail "documentation"
