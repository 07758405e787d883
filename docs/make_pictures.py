#!/usr/bin/env python3
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
    "inspector_3_assignment_gt": "ten_03_assignment",
    "inspector_4_assignment_anchor": "ten_04_anchor",
    "inspector_5_proposals": "ten_05_proposals",
    "inspector_6_suppressed": "ten_06_nms",
    "inspector_7_rois": "ten_07_rois",
    "inspector_8_roi_cells": "ten_08_roi",
    "inspector_9_detections": "ten_09_detections",
    "inspector_10_start": "ten_10_time",
    "training_charts": "charts",
    "export_certificate": "export",
    "labelling_cells": "labelling",
    "labelling_classes": "labelling_classes",
    "labelling_gallery_cells": "labelling_gallery",
    "labelling_ghosts": "labelling_ghosts",
    "labelling_keys": "labelling_keys",
    "labelling_statistics": "labelling_statistics",
}
TESTS = ["tst_dataset_pages", "tst_ten_images", "tst_model_export", "tst_inspector"]
FLAT_COLOURS = 40  # of lines, words and grounds: kept as they are, whatever the photograph


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


def of_few_colours(picture: Image.Image) -> Image.Image:
    flat = [colour for colour, _ in Counter(picture.getdata()).most_common(FLAT_COLOURS)]
    rest = picture.quantize(256 - len(flat), method=Image.Quantize.MEDIANCUT).getpalette()
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in flat for part in colour] + rest[: 3 * (256 - len(flat))])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def main() -> None:
    build, project = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    pictures = Path(__file__).resolve().parent / "pictures"
    for language, folder in (("en", pictures), ("zh_CN", pictures / "zh_CN")):
        shutil.rmtree(build / "screenshots", ignore_errors=True)
        run_tests(build, project, language)
        folder.mkdir(exist_ok=True)
        for screenshot, name in PICTURES.items():
            picture = Image.open(build / "screenshots" / f"{screenshot}.png").convert("RGB")
            of_few_colours(picture).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
