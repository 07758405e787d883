# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a run's TensorBoard file with TensorBoard's own reader and compares it with events.jsonl."""
import json
import struct
import sys
from pathlib import Path

from tensorboard.backend.event_processing import event_file_loader


def single(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def main():
    run = Path(sys.argv[1])
    files = list(run.glob("events.out.tfevents.*"))
    assert len(files) == 1, files
    seen = {}
    for event in event_file_loader.LegacyEventFileLoader(str(files[0])).Load():
        for value in event.summary.value:
            seen[event.step, value.tag] = value.simple_value
    told = 0
    for line in (run / "events.jsonl").read_text().splitlines():
        event = json.loads(line)
        if event["type"] == "iteration":
            for tag, field in (("loss/total", "total"), ("train/learning_rate", "learning_rate"), ("samples/roi_fg", "roi_fg")):
                assert seen[event["iteration"], tag] == single(event[field]), (event, tag)
                told += 1
            for field in ("gpu_share", "gpu_memory_mb", "gpu_celsius"):  # no charts of a GPU where there is none
                assert ((event["iteration"], "speed/" + field) in seen) == (event[field] is not None), event
        if event["type"] == "evaluation":
            for tag, field in (("mAP_voc", "voc12"), ("rpn_recall", "rpn_recall")):
                assert seen[event["iteration"], event["split"] + "/" + tag] == single(event[field]), (event, tag)
                told += 1
    assert told >= 20, told
    print(f"TensorBoard reads {len(seen)} values, {told} compared")


if __name__ == "__main__":
    main()
