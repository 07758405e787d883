#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the interface's thread is busy in a project of 100,000 images with 1,000,000 boxes.

usage: window.py BUILD [IMAGES]  - walks through such a project as the desktop suite does, lists what kept the thread
longest, and writes BUILD/window.json for write_report.py. The bar is 50 ms of the thread's own time; what it waits for
a disk or a busy machine is listed beside it.
"""
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "desktop"))
import big_project as large
from driver import Desktop, Studio

BAR = 50

build = Path(sys.argv[1]).resolve()
images = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
with tempfile.TemporaryDirectory(prefix="window-") as name:
    folder = Path(name)
    desktops = []

    def desktop(*size):
        desktops.append(Desktop(folder, *size))
        return desktops[-1]
    try:
        blit, events = large.walk(desktop, build / "bin", folder,
                                  lambda on, *words, **more: Studio(on, build / "bin", build / "screenshots", *words,
                                                                    **more), images)
    finally:
        for one in desktops:
            one.close()
large.report(blit, events, 40)
over = [e for e in events if e["computed_ms"] > BAR]
steps = {}
for e in events:
    steps[e["step"]] = max(steps.get(e["step"], 0), round(e["computed_ms"], 1))
print(f"{len(over)} events over {BAR} ms")
(build / "window.json").write_text(json.dumps({"images": images, "blit_ms": blit, "over": len(over), "worst": steps},
                                              indent=1))
