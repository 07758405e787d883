#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures the operators, the COCO evaluation and training steps against torchvision and pycocotools in one run.
# usage: against_torchvision.sh BUILD [OUTPUT.json] - makes a Python environment in BUILD/python the first time.
set -eu
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
build=$(readlink -f "$1")
venv=$build/python
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet torch==2.11.0 torchvision==0.26.0 pycocotools==2.0.11 numpy
fi
cmake --build "$build" --target anchor_torch_ops anchor-engine
exec "$venv/bin/python" "$root/tests/benchmarks/against_torchvision.py" --build "$build" --output "${2:-$build/against_torchvision.json}"
