#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a machine with a GPU has to show: the engine's checks there (also under compute-sanitizer, where that is), the
# kernels and a training step against torchvision, a training, and what is left of two processes when one is killed.
# Needs Python with torch 2.11 and torchvision 0.26, no Qt and no OpenCV.
# usage: on_gpu.sh BUILD [RUN] - BUILD holds anchor-selftest, anchor-trainer and libanchor_torch_ops.so, made by
# cmake -S engine -B BUILD -DANCHOR_CUDA=ON (and -DHIGHWAY_INCLUDE= where it is made on another machine and this one lacks
# libhwy1); RUN is a run folder whose images are PPM files.
set -u
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
build=$(readlink -f "$1")
LD_LIBRARY_PATH=$(python3 -c 'import pathlib, torch; p = pathlib.Path(torch.__file__).parent; print(p / "lib")'):${LD_LIBRARY_PATH:-}
export LD_LIBRARY_PATH
failed=0
"$build/bin/anchor-selftest" cuda || failed=1
if command -v compute-sanitizer >/dev/null; then
  for tool in memcheck "racecheck --racecheck-report all"; do
    echo "$tool:"
    compute-sanitizer --tool $tool --kernel-regex kns=anchor --error-exitcode 1 "$build/bin/anchor-selftest" cuda || failed=1
  done
fi
python3 "$root/tests/benchmarks/against_torchvision.py" --build "$build" --device cuda --only nms,assignment,rois,steps || failed=1
for precision in float32 bfloat16 float16; do
  "$build/bin/anchor-trainer" forecast resnet50-fpn 640 480 2 cuda $precision || failed=1
done

# rank NUMBER RUN: one of two processes that share a GPU; each is told that it is a machine of its own, or NCCL would
# refuse.
rank() {
  RANK=$1 WORLD_SIZE=2 LOCAL_RANK=0 LOCAL_WORLD_SIZE=1 MASTER_ADDR=127.0.0.1 MASTER_PORT=29517 NCCL_HOSTID=machine$1 \
    NCCL_SOCKET_IFNAME=lo exec "$build/bin/anchor-trainer" train "$2" 2>&1
}
# one_is_lost RUN: the second of two is killed in a step; the first must say so and leave a checkpoint.
one_is_lost() {
  local run=$1-two
  mkdir -p "$run" && cp "$1/config.json" "$1/samples.json" "$run" || return 1
  (rank 1 "$run" >/dev/null) &
  local second=$!
  (rank 0 "$run" >"$run/first.log") &
  local first=$!
  for _ in $(seq 300); do
    grep -qs '"iteration":20,' "$run/events.jsonl" && break
    sleep 0.2
  done
  kill -9 $second
  for _ in $(seq 100); do
    kill -0 $first 2>/dev/null || break
    sleep 0.2
  done
  kill -9 $first 2>/dev/null && echo "The first process did not notice that the second was killed" && return 1
  grep 'another process of this run was lost' "$run/first.log" && ls "$run"/checkpoints/*.safetensors
}
if [ $# -gt 1 ]; then
  "$build/bin/anchor-trainer" train "$2" || failed=1
  one_is_lost "$(readlink -f "$2")" || failed=1
fi
exit $failed
