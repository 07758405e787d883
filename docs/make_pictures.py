#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the manual, in English and in Chinese: screenshots of the tests, with 256 colours.

    docs/make_pictures.py BUILD PROJECT

BUILD: a build folder with the tests. PROJECT: a project of blood cells (BCCD) whose newest run is well trained and
pins BloodImage_00002.jpg; it is copied, not changed. Needs Pillow and Chinese letters. In Chinese a few tests fail
that look for English words; none of them makes a picture that is wanted here.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PIL import Image

PICTURES = {
    "insight_1_fit": "anchor_fit",
    "insight_3_autopsy": "autopsy",
    "insight_4_lost_object": "lost_object",
    "insight_5_doctor": "label_doctor",
    "insight_7_classes": "classes",
    "inspector_compare": "compare",
    "inspector_dark": "inspector_dark",
    "inspector_1_input": "ten_01_input",
    "inspector_2_anchors": "ten_02_anchors",
    "inspector_3_assignment": "ten_03_assignment",
    "inspector_4_assignment_anchor": "ten_04_anchor",
    "inspector_5_proposals": "ten_05_proposals",
    "inspector_6_suppressed": "ten_06_nms",
    "inspector_7_rois": "ten_07_rois",
    "inspector_8_roi_cells": "ten_08_roi",
    "inspector_9_detections": "ten_09_detections",
    "inspector_10_start": "ten_10_time",
    "training_charts": "charts",
    "trained_run": "trained_run",
    "export_certificate": "export",
    "labelling_cells": "labelling",
    "labelling_classes": "labelling_classes",
    "labelling_gallery_cells": "labelling_gallery",
    "labelling_ghosts": "labelling_ghosts",
    "labelling_keys": "labelling_keys",
    "insight_8_statistics": "labelling_statistics",
}
ALSO = {"inspector_3_assignment": "assignment"}  # README shows it beside the others of the same run
TESTS = ["tst_dataset_pages", "tst_ten_images", "tst_model_export", "tst_inspector"]
FLAT_COLOURS = 80  # of lines, words and grounds: kept as they are, whatever the photograph
# Of thin curves, which are rarer (ui/charts/live_chart.cpp).
CURVES = [0x1F6FEB, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x8C8C8C, 0xB8A000]


def run_tests(build: Path, project: Path, language: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "cells"
        shutil.copytree(project, copy)
        environment = dict(
            os.environ,
            QT_QPA_PLATFORM="offscreen",
            LC_ALL="C.UTF-8",
            ANCHOR_INSPECTOR_PROJECT=str(copy),
        )
        if language != "en":
            environment["ANCHOR_TEST_LANGUAGE"] = language
        for test in TESTS:
            subprocess.run([build / "tests" / test], env=environment, check=language == "en")


def shades(colour: int) -> list[tuple[int, ...]]:
    """A curve's colour, and what its smooth edges mix of it and white."""
    parts = (colour >> 16, colour >> 8 & 255, colour & 255)
    return [tuple(255 - (255 - part) * share // 4 for part in parts) for share in (4, 3, 2, 1)]


def of_few_colours(picture: Image.Image) -> Image.Image:
    raw = picture.tobytes()
    pixels = list(zip(raw[0::3], raw[1::3], raw[2::3]))
    # In a photograph neighbours are seldom equal.
    drawn = Counter(pixel for pixel, right in zip(pixels, pixels[1:]) if pixel == right)
    common = [colour for colour, _ in drawn.most_common(FLAT_COLOURS)]
    palette = list(dict.fromkeys([shade for curve in CURVES for shade in shades(curve)] + common))
    rest = picture.quantize(256 - len(palette), method=Image.Quantize.MEDIANCUT).getpalette()
    palette += zip(rest[0::3], rest[1::3], rest[2::3])
    palette = palette[:256]

    # Pillow's own mapping to a palette is not exact. Here it is for the colours kept, and nearly for the others.
    places = {colour: place for place, colour in reversed(list(enumerate(palette)))}
    cells: dict[tuple[int, ...], int] = {}

    def nearest(pixel: tuple[int, ...]) -> int:
        if pixel in places:
            return places[pixel]
        cell = tuple(part >> 2 for part in pixel)
        if cell not in cells:
            distances = [sum((a - b) ** 2 for a, b in zip(pixel, colour)) for colour in palette]
            cells[cell] = distances.index(min(distances))
        return cells[cell]

    out = Image.frombytes("P", picture.size, bytes(nearest(pixel) for pixel in pixels))
    out.putpalette([part for colour in palette for part in colour])
    return out


def main() -> None:
    build, project = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    pictures = Path(__file__).resolve().parent / "pictures"
    for language, folder in (("en", pictures), ("zh_CN", pictures / "zh_CN")):
        shutil.rmtree(build / "screenshots", ignore_errors=True)
        run_tests(build, project, language)
        folder.mkdir(exist_ok=True)
        for screenshot, name in [*PICTURES.items(), *ALSO.items()]:
            picture = Image.open(build / "screenshots" / f"{screenshot}.png").convert("RGB")
            of_few_colours(picture).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
