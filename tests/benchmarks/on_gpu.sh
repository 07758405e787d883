#!/usr/bin/env bash
# What a machine with a GPU has to show: the engine's checks there, the kernels and a training step against torchvision,
# and a training. Needs Python with torch 2.11 and torchvision 0.26, no Qt and no OpenCV.
# usage: on_gpu.sh BUILD [RUN] - BUILD holds anchor-selftest, anchor-trainer and libanchor_torch_ops.so, made by
# cmake -S engine -B BUILD -DANCHOR_CUDA=ON; RUN is a run folder whose images are PPM files.
set -u
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
build=$(readlink -f "$1")
LD_LIBRARY_PATH=$(python3 -c 'import pathlib, torch; p = pathlib.Path(torch.__file__).parent; print(p / "lib")'):${LD_LIBRARY_PATH:-}
export LD_LIBRARY_PATH
failed=0
"$build/bin/anchor-selftest" cuda || failed=1
python3 "$root/tests/benchmarks/against_torchvision.py" --build "$build" --device cuda --only nms,assignment,rois,steps || failed=1
for precision in float32 bfloat16 float16; do
  "$build/bin/anchor-trainer" forecast resnet50-fpn 640 480 2 cuda $precision || failed=1
done
if [ $# -gt 1 ]; then "$build/bin/anchor-trainer" train "$2" || failed=1; fi
exit $failed
