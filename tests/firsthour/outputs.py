# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens what `./studio --headless FOLDER` wrote, with nothing but a plain Python. usage: outputs.py FOLDER"""
import json
import math
import os
import struct
import sys
import zlib
from array import array
from html.parser import HTMLParser


def png(path):
    """Width, height and the number of different bytes of the pixels: a chart that was never painted has one or two."""
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    width, height = struct.unpack(">II", data[16:24])
    pixels, at = b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IDAT":
            pixels += data[at + 8:at + 8 + length]
        at += length + 12
    return width, height, len(set(zlib.decompress(pixels)))


class Pictures(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sources, self.words = [], ""

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.sources.append(dict(attributes)["src"])

    def handle_data(self, data):
        self.words += data


def check_report(folder):
    page = Pictures()
    page.feed(open(os.path.join(folder, "report.html"), encoding="utf-8").read())
    page.close()
    assert "mAP" in page.words, "report.html names no mAP"
    assert len(page.sources) >= 5, f"report.html shows only {page.sources}"
    for source in page.sources:
        if not source.startswith("data:"):
            assert png(os.path.join(folder, source))[0] > 0
    print(f"report.html: {len(page.sources)} pictures, all there")


def check_charts(folder):
    for name in ("losses", "accuracy", "rate", "speed"):
        width, height, values = png(os.path.join(folder, name + ".png"))
        assert width >= 1000 and height >= 260 and values > 8, f"{name}.png: {width} x {height}, {values} values"
        print(f"{name}.png: {width} x {height}")


def check_weights(folder):
    path = os.path.join(folder, "weights.safetensors")
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
    assert tensors, "weights.safetensors holds no tensor"
    assert max(entry["data_offsets"][1] for entry in tensors.values()) == len(data) - 8 - length, "its length"
    count = 0
    for name, entry in tensors.items():
        begin, end = entry["data_offsets"]
        if entry["dtype"] == "F32":
            values = array("f", data[8 + length + begin:8 + length + end])
            assert len(values) == math.prod(entry["shape"]), name
            assert all(map(math.isfinite, values)), f"{name} is not finite"
            count += len(values)
    print(f"weights.safetensors: {len(tensors)} tensors, {count} numbers, all finite")


if __name__ == "__main__":
    check_report(sys.argv[1])
    check_charts(sys.argv[1])
    check_weights(sys.argv[1])
