# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes docs/benchmarks.md from what the benchmark programs measured.

usage: write_report.py BUILD  - runs anchor-bench and anchor-label-bench of the build, takes
BUILD/against_torchvision.json if against_torchvision.sh wrote it, and measured_on_h100.json beside this file, which
on_gpu.sh measured on such a machine, and writes docs/benchmarks.md.
"""
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# name in the JSON, what it is, unit, goal (text; empty: none)
SCREEN = [
    ("photo_ratio", "a frame of pan and zoom, photograph, 1920 x 1080", "x a plain blit of that size", ""),
    ("anchors_view_ratio", "the same with 18,648 anchors as density", "x blit", ""),
    ("assignment_view_ratio", "the same with every anchor's label", "x blit", ""),
    ("labels_20k_ratio", "the same with 20,000 boxes", "x blit", "12"),
    ("labels_100k_ratio", "the same with 100,000 boxes", "x blit", "30"),
    ("labels_100k_far_ratio", "the same so far away that most are smaller than a dot", "x blit", "30"),
    ("labels_100k_selected_ratio", "the same with all of them selected", "x blit", ""),
    ("hit_100k_p99_us", "which of 100,000 boxes is under the cursor, 99th percentile", "µs", ""),
    ("inspection_ms", "all anchors and labels of an image again, after a slider moved", "ms", ""),
    ("assign_18648x100_ms", "labels of 18,648 anchors against 100 gt_boxes", "ms", ""),
    ("nms_12000_to_2000_ms", "NMS of 12,000 boxes to 2,000", "ms", ""),
    ("fit_100k_ms", "exact best anchor of 100,000 objects", "ms", ""),
    ("fit_1m_ms", "of 1,000,000 objects", "ms", ""),
    ("fit_times_faster_than_search", "the same against a search through all anchors", "x faster", ""),
]
LABELS = [
    ("commit_p99_ms", "an edit until it is on the disk, 99th percentile", "ms", ""),
    ("undo_p99_ms", "undo of one, 99th percentile", "ms", ""),
    ("fdatasync_p50_ms", "a bare fdatasync on this disk, median, for comparison", "ms", ""),
    ("import_1m_ms", "import of 100,000 images with 1,000,000 boxes", "ms", ""),
    ("open_100k_cold_ms", "opening that project, cold", "ms", "1000"),
    ("open_100k_warm_ms", "again", "ms", "500"),
    ("step_100k_p99_ms", "next image in it, 99th percentile", "ms", ""),
    ("query_1m_ms", "a query over its boxes", "ms", ""),
    ("merge_100k_of_1m_ms", "merging two classes, 100,000 boxes", "ms", ""),
    ("undo_merge_ms", "undo of that", "ms", ""),
    ("coco_500mb_s", "reading a COCO file of 500 MB", "s", ""),
    ("coco_500mb_peak_mb", "memory while doing so", "MB", "400"),
    ("decode_24mp_ms", "OpenCV alone decodes a JPEG of 24 megapixels", "ms", ""),
    ("next_24mp_cold_ms", "the next image of that size on the screen, not read ahead", "ms", "150"),
    ("next_24mp_ready_ms", "the same, read ahead", "ms", "30"),
    ("first_frame_24mp_ms", "of which the interface's thread takes for the first frame", "ms", "8"),
]


def measured(program):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    output = subprocess.run([program], check=True, capture_output=True, text=True, env=environment).stdout
    return json.loads(output.replace(", \n", ",\n"))


def table(rows, values):
    lines = ["| what | measured | unit | goal |", "|---|---:|---|---|"]
    for name, words, unit, goal in rows:
        if name in values:
            lines.append(f"| {words} | {values[name]:g} | {unit} | {goal} |")
    return "\n".join(lines)


def peers(path):
    if not path.exists():
        return "Not measured in this run (`tests/benchmarks/against_torchvision.sh BUILD` does)."
    rows = json.loads(path.read_text())
    gpu = any("bandwidth_limits" in row for row in rows)
    lines = ["| what | ours, ms | torchvision or pycocotools, ms | times faster | goal |", "|---|---:|---:|---:|---:|"]
    if gpu:
        lines = [line + end for line, end in zip(lines, (" times the time of a copy of what must move |", "---:|"))]
    for row in rows:
        line = f"| {row['what']} | {row['ours_ms']:.3f} | {row['theirs_ms']:.3f} | {row['ratio']:.1f} | {row['goal']} |"
        lines.append(line + (f" {row.get('bandwidth_limits', '')} |" if gpu else ""))
    return "\n".join(lines)


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


# By hand: anchor-trainer with a run folder of BCCD, and torchvision's FasterRCNN with the same trunk, weights, anchors,
# batch and schedule.
TRAINED = """## A whole training on an NVIDIA H200
Measured on 27 November 2026: blood cells (BCCD; trained on train and val, 292 images, judged on the 72 of test), the MobileNetV2 pyramid from ImageNet weights, short side 480, 1,500 steps of 8 images in float32.

| what | measured |
|---|---:|
| mAP at IoU 0.5, VOC 2007's and over all points | 0.879, 0.905 |
| COCO mAP | 0.594 |
| the whole run with three evaluations | 62 s |
| torchvision's 1,500 steps alone, its images already on the GPU | 97 s |
| of ours, steps at a size that the GPU had not met, when cuDNN plans its convolutions | 6 steps, 24 s |
| the same before the pyramids padded to 32 | 77 steps, 109 s |
"""

# By hand too: it needs the old programs beside the new.
WINDOW = """## The window on a large project, before and after
Measured by hand on 30 November 2026 on two cores that up to twenty other processes shared: only old and new, which took turns, are to be compared, and the goals are for a quiet machine (where a frame took 21.7 and 88.7 blits before). `tests/benchmarks/window.py BUILD` walks through a project of 100,000 images and 1,000,000 boxes with mouse and keyboard and lists what the program's watchdog (`ANCHOR_TURN_WATCH`, `app/studio/turn_watch.h`) saw; computed is the time of one thread without what it waits for.

| what | before | after | unit | goal |
|---|---:|---:|---|---|
| a frame of pan and zoom with 20,000 boxes, medians of five | 41 | 19 (8 to 23) | x blit | 12 |
| the same with 100,000 boxes | 139 | 41 (13 to 46) | x blit | 30 |
| opening the project, computed by the thread that does it, warm | 925 | 401 | ms |  |
| the same, cold | 1287 | 417 | ms |  |
| of which the images, all that the interface's thread is left with | 386 | 11 | ms |  |

In the walk two events computed for more than 50 ms, both while opening: a panel of the examination wrote down the paths of all images (449 ms; since then only when there is something to compare them with), and Qt made its file dialog (216 ms, whatever the project). All others, among them every change of the workspace, stayed below 45 ms; but the walk ended before the label check had its findings, which in a project of 10,000 images keep the thread for 150 ms.

## A newcomer's way through the window
`tests/desktop/walk.py` drives the program by mouse and keyboard from the first start to an exported model and counts each click, drag, key and typed text as one action (five of the first eight are the file dialog's). Seconds on two cores, the program's and the engine's work included; what the hand waits for in the test is in them too.

| part | actions | s |
|---|---:|---:|
| first box on one's own photographs | 8 (11 in the window before) | 2.5 |
| 19 more boxes of three classes on four images | 42 | 12.8 |
| import of a Pascal VOC set | 7 | 2.7 |
| training of 8 iterations | 9 | 17.2 |
| why an object is missed | 3 | 1.9 |
| export, five files compared with the network | 6 | 47.9 |
"""

build = Path(sys.argv[1])
screen = measured(build / "bin/anchor-bench")
labels = measured(build / "bin/anchor-label-bench")
(ROOT / "docs/benchmarks.md").write_text(f"""# Benchmarks
Written by `tests/benchmarks/write_report.py`. Machines differ and are noisy: compare the ratios, which were taken within one run. {os.cpu_count()} cores, {processor()}.

## The screen and the rules behind it
{table(SCREEN, screen)}

## Labelling and data sets
{table(LABELS, labels)}

{WINDOW}
## Against torchvision 0.26 and pycocotools, same tensors, same run
{peers(build / "against_torchvision.json")}

## The same on an NVIDIA H100 80GB
Measured on 26 November 2026 with CUDA 13 in one run; steps in float32, whose convolutions PyTorch does in TF32. A kernel meets its goal with twice torchvision's speed or within three times the time that a copy of what it must read and write takes. Since then planar maps are laid out channels last by a kernel of ours and no longer by PyTorch's copy: not measured yet. In mixed precision a ResNet-50-FPN step of one image of 640x480 took 21.8 ms (bfloat16) and 23.4 ms (float16): it waits for launches, not for arithmetic.

{peers(Path(__file__).parent / "measured_on_h100.json")}

{TRAINED}""")
