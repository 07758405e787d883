#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every export of every preset family in stock Python: torch.jit.load, torchvision, ONNX Runtime and OpenCV's dnn,
# by the examples that are written beside the exports, and compares with the networks they were made of. Then reads a
# run's event file with TensorBoard's own reader.
# usage: stock_python.sh BUILD LIBTORCH DATA [PRESET...]   (DATA: folder of real photographs, may be missing)
set -eu
here=$(dirname "$(readlink -f "$0")")
build=$(readlink -f "$1"); libtorch=$(readlink -f "$2"); data=$3; shift 3
work=$build/stock-python
if [ "$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')" != 3.11 ]; then
  echo "The pinned wheels are for Python 3.11, which is not here; not run." >&2; exit 77
fi
wanted=$(sha256sum <"$here/requirements.txt")
if [ "$(cat "$work/.installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$work"
  python3 -m pip install --quiet --no-deps --require-hashes --only-binary=:all: --disable-pip-version-check \
    --target "$work/packages" -r "$here/requirements.txt" 2> >(grep -v -i warning >&2)
  python3 "$here/absent_libraries.py" "$libtorch/torch/lib" "$work/absent"
  printf '%s\n' "$wanted" >"$work/.installed"
fi
presets=("$@")
[ ${#presets[@]} -gt 0 ] || presets=(tiny-from-scratch py-faster-rcnn-zf py-faster-rcnn-vgg-cnn-m-1024 py-faster-rcnn-vgg16 vgg16-simple
  resnet18-fpn resnet18-stride16 resnet34-fpn resnet50-c4 resnet50-fpn mobilenet-v2-fpn mobilenet-v2-stride16 mobilenet-v3-fpn squeezenet)
photos=()
for photo in "$data"/bccd/BCCD/JPEGImages/BloodImage_00000.jpg; do
  [ -f "$photo" ] && photos+=("$photo")
done
[ ${#photos[@]} -gt 0 ] || echo "The real photographs are not on this machine: synthetic pictures only"
# Turned by their Exif data, and deeper than 8 bits: the examples see what the engine sees. Reading them is the same for
# all presets but for the order and scale of colours, so one preset of each kind sees them all.
odd=$(readlink -f "$here/../data/odd_images")
unusual=("$odd"/turned/{6.jpg,8.png,5.webp,7.tif} "$odd"/{colours16.png,colours16.tif,turned/grey16.tif})
# Four rows high: only the network whose kernels are small sees them.
thin=("$odd"/{floats.tif,integers.tif})
failed=0
for preset in "${presets[@]}"; do
  folder=$work/runs/$preset
  rm -rf "$folder"
  "$build/tests/lively_checkpoint" "$preset" 160 "$folder"
  images=("$folder/tall.ppm" "${photos[@]}")
  case $preset in
    tiny-from-scratch) images+=("${unusual[@]}" "${thin[@]}") ;;
    py-faster-rcnn-zf | resnet18-fpn) images+=("${unusual[@]}") ;;
  esac
  "$build/bin/anchor-engine" export "$folder/network.safetensors" "$folder/export" --compare "${images[@]}" --no-blank 2>/dev/null >"$folder/log" ||
    { cat "$folder/log"; failed=1; continue; }
  printf '%s\n' "${images[@]}" >"$folder/images"
done
LD_LIBRARY_PATH=$work/absent:$libtorch/nvidia/cu13/lib PYTHONPATH=$work/packages:$libtorch \
  python3 "$here/stock_python.py" "$work/runs" "${presets[@]}"
for preset in "${presets[@]}"; do
  folder=$work/runs/$preset
  mapfile -t images <"$folder/images"
  for found in "$folder"/found/*.json; do
    answer=$("$build/bin/anchor-engine" detect "$folder/network.safetensors" "${images[@]}" --against "$found") || failed=1
    printf '%-30s %-32s %s\n' "$preset" "$(basename "$found" .json)" "$answer"
  done
  rm -rf "$folder"
done

run=$work/tensorboard
rm -rf "$run"
"$build/bin/anchor-engine" sample "$run" --images 24 >/dev/null
"$build/bin/anchor-engine" train --project "$run" --preset tiny-from-scratch --iterations 6 --set network.width=0.25 \
  --set input.short_side=128 --set evaluate_every=3 >/dev/null 2>&1
"$build/bin/anchor-engine" tensorboard "$run/runs/0001-tiny-from-scratch" >/dev/null
PYTHONPATH=$work/packages python3 "$here/tensorboard_reads.py" "$run/runs/0001-tiny-from-scratch" || failed=1
exit $failed
