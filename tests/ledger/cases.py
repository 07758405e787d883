#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The small inputs made after public bug reports, each imported and compared with what is right.

Usage: cases.py ENGINE CASES_DIR [--only NAME] [--no-ledger] [--keep DIR]

What is right is written down here from each case's README and files, never from what the program made of them.
Ends with 0 when all agree, 1 when some differ, 77 (skipped) when CASES_DIR is not there.
"""
import argparse
import json
import os
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from engine_import import Import, files_below, ledger_faults, stored  # noqa: E402

CHANCE = "chance"  # the source names no split: one is drawn, and the ledger counts it
ANY = None


class Want:
    """What one image must hold. A box is 'class x1 y1 x2 y2 [flags]' with half-open pixels; boxes ANY = not looked at."""

    def __init__(self, state, *boxes, split=ANY, trouble=False, size=ANY, maybe=(), boxes_matter=True):
        self.state, self.split, self.trouble, self.size = state, split, trouble, size
        self.boxes, self.maybe = boxes, maybe  # maybe: a box that may be stored or left out
        self.boxes_matter = boxes_matter


def boxed(*boxes, **more):
    return Want("labelled", *boxes, **more)


def negative(**more):
    return Want("negative", **more)


def unusable(**more):
    """Its labels could not be used: not labelled, with its problem."""
    return Want("unlabelled", trouble=True, **more)


class Case:
    """runs: the arguments of each import, {} = the case's folder; the right result follows the last one.

    refused: a pattern that the refusal's message must hold. problems: patterns that the report must hold.
    absent: images that must not be in the project (or hold nothing there). other: a result as right as this one.
    """

    def __init__(self, name, images=None, runs=None, refused=None, problems=(), absent=(), classes=None, other=None,
                 label="", prepare=None, check=None, silent_about=()):
        self.name, self.images, self.refused, self.problems = name, images or {}, refused, problems
        self.runs = [r if isinstance(r, (list, tuple)) else ["--labels", r] for r in (runs or ["{}/in"])]
        self.absent, self.classes, self.other, self.label = absent, classes, other, label
        self.prepare, self.check, self.silent_about = prepare, check, silent_about


def parse_box(text):
    m = re.fullmatch(r"(.*?) (\S+) (\S+) (\S+) (\S+?)(?: \[(.*)\])?", text, re.S)
    flags = set(m[6].split()) if m[6] else set()
    return (m[1], *(float(m[k]) for k in range(2, 6)), flags)


def show_box(box):
    flags = f" [{' '.join(sorted(box[5]))}]" if box[5] else ""
    return f"{box[0]} " + " ".join(f"{v:g}" for v in box[1:5]) + flags


def same_box(a, b):
    return a[0] == b[0] and a[5] == b[5] and all(abs(p - q) <= 1e-3 for p, q in zip(a[1:5], b[1:5]))


def box_faults(want, image):
    left = list(image.boxes)
    faults = []
    for text, must in [(b, True) for b in want.boxes] + [(b, False) for b in want.maybe]:
        hit = next((b for b in left if same_box(parse_box(text), b)), None)
        if hit is not None:
            left.remove(hit)
        elif must:
            faults.append(f"lacks {text!r}")
    return faults + [f"holds {show_box(b)!r}" for b in left]


def image_faults(suffix, want, images):
    hits = [i for path, i in images.items() if ("/" + path).endswith("/" + suffix)]
    if len(hits) != 1:
        return [f"{suffix}: {'not in the project' if not hits else 'twice in the project'}"]
    image, faults = hits[0], []
    if want.state is not ANY and image.state not in want.state.split("|"):
        faults.append(f"is {image.state}, not {want.state}")
    if want.trouble is not ANY and bool(image.trouble) != want.trouble:
        faults.append(f"has the trouble {image.trouble!r}" if image.trouble else "has no trouble")
    if want.split not in (ANY, CHANCE) and image.split not in want.split.split("|"):
        faults.append(f"is in {image.split or 'no split'}, not {want.split}")
    if want.size is not ANY and image.size != want.size:
        faults.append(f"is {image.size[0]}x{image.size[1]}, not {want.size[0]}x{want.size[1]}")
    if want.boxes_matter:
        faults += box_faults(want, image)
    return [f"{suffix} {fault}" for fault in faults]


def result_faults(case, done, images, classes):
    if case.refused is not None:
        faults = []
        if done.code == 0:
            faults.append("was not refused")
        elif not re.search(case.refused, done.said, re.S | re.I):
            faults.append(f"the refusal does not say {case.refused!r}: {done.said.strip()[:200]!r}")
        if any(i.boxes or i.state == "negative" for i in images.values()):
            faults.append("something was labelled all the same")
        return faults
    if done.code != 0:
        return [f"refused: {done.said.strip()[:300]}"]
    faults = []
    for suffix, want in case.images.items():
        faults += image_faults(suffix, want, images)
    wanted = tuple("/" + s for s in case.images)
    for path, image in images.items():
        if not ("/" + path).endswith(wanted) and (image.boxes or image.state != "unlabelled"):
            faults.append(f"{path} is {image.state} with {len(image.boxes)} boxes, but nothing names it")
    for suffix in case.absent:
        if any(("/" + p).endswith("/" + suffix) for p in images):
            faults.append(f"{suffix} is in the project")
    words = done.words()
    faults += [f"no report says {p!r}" for p in case.problems if not re.search(p, words, re.I)]
    faults += [f"a report says {p!r}" for p in case.silent_about if re.search(p, words, re.I)]
    if case.classes is not None and classes != case.classes:
        faults.append(f"classes are {classes}, not {case.classes}")
    if case.check:
        faults += case.check(done, images)
    return faults


def by_chance_faults(case, done):
    """Images whose split the source does not name are counted: 'what has no split gets one, and that is said'."""
    splits = [w.split for w in case.images.values()]
    if not splits or ANY in splits or done.ledger is None or len(case.runs) > 1:
        return []
    want, got = splits.count(CHANCE), done.ledger["splits"]["by_chance"]
    return [] if want == got else [f"{got} splits by chance, not {want}"]


def run_case(engine, case, cases, work, with_ledger):
    """(faults, what is stored in words)"""
    source = os.path.join(cases, case.name)
    project = os.path.join(work, "project")
    if case.prepare:
        source = shutil.copytree(source, os.path.join(work, case.name), copy_function=shutil.copyfile)
        for folder, _, _ in os.walk(source):
            os.chmod(folder, 0o755)
    ledger, before = [], 0
    for step, arguments in enumerate(case.runs):
        if case.prepare:
            case.prepare(source, step)
        arguments = [a.replace("{}", source) for a in arguments]
        done = Import(engine, project, *arguments)
        images, classes = stored(project)
        boxes = sum(len(i.boxes) for i in images.values())
        if with_ledger and done.code == 0 and "--labels" in arguments:
            path = arguments[arguments.index("--labels") + 1]
            files = files_below(path) if os.path.isdir(path) else [path]
            ledger += ledger_faults(done, files, before, boxes)
        before = boxes
    faults = result_faults(case, done, images, classes)
    other = case.other
    while faults and other and result_faults(other, done, images, classes):
        other = other.other
    if faults and other:
        faults = []
    elif with_ledger and case.refused is None and done.code == 0:
        ledger += by_chance_faults(case, done)
    tell = "refused" if done.code else f"{len(images)} images, {before} boxes"
    return faults + ledger, tell


def expected_words(case):
    if case.refused is not None:
        return "refused"
    return f"{len(case.images)} images, {sum(len(w.boxes) for w in case.images.values())} boxes"


# ---- what is right ---------------------------------------------------------------------------------------------

CELL = "cell 30 30 70 70"
VOC_CELL = "cell 10 20 40 60"  # 11 21 40 60 counted from 1


def roboflow(split_only=None):
    images = {}
    for folder, split, first, count in (("train", "train", 1, 12), ("valid", "val", 13, 6), ("test", "test", 19, 6)):
        for k in range(count):
            images[f"{folder}/{folder}{k}_jpg.rf.{first + k:03d}.jpg"] = boxed(CELL, split=split)
    return images


def one_box_first(source, step):
    """The labels as they were before somebody added the second box."""
    file = os.path.join(source, "in", "labels.json")
    if step == 0:
        one_box_first.whole = json.load(open(file))
        small = dict(one_box_first.whole, annotations=one_box_first.whole["annotations"][:1])
        json.dump(small, open(file, "w"))
    else:
        json.dump(one_box_first.whole, open(file, "w"))


def second_merged(done, images):
    ledger = done.ledger
    if ledger is None:
        return []
    sums = [ledger[k] for k in ("found", "stored", "merged", "left_out")]
    return [] if sums == [2, 1, 1, 0] else [f"found, stored, merged, left out are {sums}, not [2, 1, 1, 0]"]


def no_opencv_words(done, images):
    faults = [f"the messages hold OpenCV's own words: {done.said[:200]!r}"] if re.search(r"opencv|\.cpp:\d", done.said, re.I) else []
    for name in os.listdir(os.path.dirname(next(iter(images), "")) or "."):
        if not any(p.endswith("/" + name) for p in images) and name not in done.said:
            faults.append(f"{name} is neither stored nor named")
    return faults


ORIENTED = {}
for _n in range(9):
    for _end in ("jpg", "png", "tif", "webp"):
        if (_n, _end) != (0, "tif"):
            ORIENTED[f"o{_n}.{_end}"] = Want("unlabelled", size=(100, 200) if _n > 4 else (200, 100), trouble=False)

KUH = "Kuh 10 20 30 40"
SAME_BOX = "30 30 70 70"
COW_TABLE = {"a.jpg": boxed("cow 10 10 30 30", split=CHANCE)}
NO_BOX = {"a.jpg": unusable(), "b.jpg": unusable()}

CASES = [
    Case("coco_big_info_first", {"a.jpg": boxed("c 30 30 70 70", split=CHANCE)}),
    Case("coco_file_name_variants", {
        "images/1.jpg": boxed("cell 10 10 30 30"),
        "images/sub/2.jpg": boxed("cell 20 10 40 30"),
        "images/3 a#b%20.jpg": boxed("cell 30 10 50 30"),
        "images/4.JPG": boxed("cell 40 10 60 30"),
        "images/5.jpg": boxed("cell 50 10 70 30", "cell 60 10 80 30")}),
    Case("coco_flags_as_text", {"a.jpg": boxed(
        "cell 30 30 70 70 [crowd]", "cell 100 10 120 30 [crowd]", "cell 130 10 150 30 [occluded truncated difficult]")},
        other=Case("coco_flags_as_text", {"a.jpg": boxed(  # as it "passes today"
            "cell 30 30 70 70 [crowd]", "cell 100 10 120 30 [crowd]", "cell 130 10 150 30 [occluded]")})),
    Case("coco_image_listed_twice", {"1.jpg": boxed("cell 10 10 30 30", "cell 60 10 80 30", split=CHANCE)}),
    Case("coco_images_split_folders", {
        "images/train/train1.jpg": boxed(CELL, split="train"),
        "images/val/val1.jpg": boxed(CELL, split="val")}),
    Case("coco_missing_fields", {
        "images/0.jpg": boxed("7 1 2 4 6"),
        "images/1.jpg": boxed("7 1 2 4 6"),
        "images/2.jpg": boxed("7 0 5 20 35", trouble=ANY),
        "images/3.jpg": boxed("7 190 90 200 100", trouble=ANY),
        "images/4.jpg": unusable(),
        "images/5.jpg": boxed("#44 30 30 70 70", "7 10 10 30 30 [crowd]", trouble=ANY)},
        problems=["77", "44", "annotation 9|bbox"]),
    Case("coco_nan", refused=r"b\.json.*(line 2|:2\b|json:2)"),
    Case("coco_official_annotations_folder", {
        f"val2017/00000000000{k}.jpg": boxed(CELL, split="val") for k in range(3)},
        problems=[r"captions_val2017\.json"]),
    Case("coco_one_file_per_class", {
        f"images/{k}.jpg": boxed("cat 30 30 70 70", "dog 100 30 140 70", split=CHANCE) for k in range(2)}),
    Case("coco_results_list", runs=["{}/in/r.json"], refused="result"),
    Case("coco_roboflow_superclass", {
        "train/train_jpg.rf.1.jpg": boxed("cells 30 30 70 70", "wbc 100 30 140 70", split="train"),
        "valid/valid_jpg.rf.1.jpg": boxed("cells 30 30 70 70", "wbc 100 30 140 70", split="val")},
        classes=["cells", "wbc"]),
    Case("coco_same_basename_train_val", {
        "train/0001.jpg": boxed("cell 10 10 30 30", split="train"),
        "val/0001.jpg": boxed("cell 100 50 150 90", split="val")}),
    Case("coco_string_image_ids", {
        "images/a.jpg": boxed(CELL), "images/b.jpg": boxed("cell 60 30 100 70"),
        "images/c.jpg": boxed("cell 90 30 130 70", "cell 120 30 160 70")}),
    Case("coco_subfolder_missing_other_there", {"images/cam1/0001.jpg": boxed("cell 10 10 30 30")},
         problems=[r"cam2/0001\.jpg"]),
    Case("createml_variants", {
        "1.jpg": boxed("cow 20 30 80 70"), "2.jpg": boxed("cow 20 30 80 70"), "3.jpg": negative(),
        "4.jpg": boxed("pig 160 30 200 70", maybe=["7 0.5 0.5 1.5 1.5"], trouble=ANY)},
        runs=["{}/in/_annotations.createml.json"], problems=[r"missing\.jpg"]),
    Case("csv_columns_option", {"a.jpg": boxed(KUH)}, label="semicolons, names",
         runs=[["--labels", "{}/in/semi.csv", "--columns", "bild,klasse,links,oben,rechts,unten"]]),
    Case("csv_columns_option", {"a.jpg": boxed(KUH)}, label="semicolons, numbers",
         runs=[["--labels", "{}/in/semi.csv", "--columns", "1,2,3,4,5,6"]], silent_about=["links"]),
    Case("csv_columns_option", {"a.jpg": boxed(KUH)}, label="commas",
         runs=[["--labels", "{}/in/comma.csv", "--columns", "bild,klasse,links,oben,rechts,unten"]]),
    Case("csv_columns_option", {"a.jpg": boxed("Kuh 20 20 100 60")}, label="parts",
         runs=[["--labels", "{}/in/norm.csv", "--columns", "bild,klasse,links,oben,rechts,unten", "--units", "parts"]]),
    Case("csv_normalised_centre", {
        "1.jpg": boxed("cow 30 30 70 70", split=CHANCE), "2.jpg": boxed("cow 130 30 170 70", split=CHANCE)},
        runs=["{}/in/a.csv"], other=Case("csv_normalised_centre", refused="--units")),
    Case("csv_normalised_centre", {
        "1.jpg": boxed("cow 30 30 70 70", split=CHANCE), "2.jpg": boxed("cow 130 30 170 70", split=CHANCE)},
        label="--units parts", runs=[["--labels", "{}/in/a.csv", "--units", "parts"]]),
    Case("csv_retinanet", {
        "imgs/img_1.jpg": boxed("cow 83 34 98 45"),
        "imgs/img_2.jpg": boxed("cat 21 31 27 39", "bird 22 5 89 84"),
        "imgs/img_3.jpg": negative(),
        "imgs/img_4.jpg": unusable()}),
    Case("csv_semicolon_decimal_comma", {"1.jpg": boxed("Äpfel 10.5 20 30 40"), "2.jpg": boxed("Äpfel 11 20 30 40")},
         label="a.csv", runs=["{}/in/a.csv"]),
    Case("csv_semicolon_decimal_comma", label="b.csv", runs=["{}/in/b.csv"], refused="--columns",
         other=Case("csv_semicolon_decimal_comma", {"1.jpg": boxed("Mug 11 20 30 40")})),
    Case("csv_semicolon_decimal_comma", {"1.jpg": boxed("Mug 11 20 30 40")}, label="b.csv with --columns",
         runs=[["--labels", "{}/in/b.csv", "--columns", "location,class_name,x1,y1,x2,y2"]]),
    Case("csv_semicolon_decimal_comma", {"1.jpg": boxed("cow 11 20 30 40")}, label="c.CSV", runs=["{}/in/c.CSV"]),
    Case("csv_semicolon_decimal_comma", {"1.jpg": boxed("cow 11 20 30 40")}, label="e.tsv", runs=["{}/in/e.tsv"]),
    Case("csv_semicolon_decimal_comma", label="f.csv", runs=["{}/in/f.csv"], refused="--columns"),
    Case("csv_semicolon_decimal_comma",
         {"1.jpg": Want(ANY, "cow 11 20 30 40", trouble=True, maybe=["cow 11 20 30 40"])},
         label="g.csv", runs=["{}/in/g.csv"], problems=[r"g\.csv:3"]),
    *[Case("csv_split_words_in_file_names", COW_TABLE, label=n, runs=["{}/in/" + n])
      for n in ("valves.csv", "latest.csv", "constraints.csv")],
    Case("csv_two_tables_in_a_folder", {"a.jpg": boxed("cow 10 10 30 30"), "b.jpg": boxed("cow 10 10 30 30")}),
    Case("csv_via", {"1.jpg": boxed("cow 82 15 142 86")}, label="table", runs=["{}/in/via_region_data.csv"]),
    Case("csv_via", {"1.jpg": boxed("cow 82 15 142 86")}, label="via.json", runs=["{}/in/via.json"],
         other=Case("csv_via", refused=r"VIA|VGG")),
    Case("csv_via", {"1.jpg": boxed("cow 1 2 30 40")}, label="1.json", runs=["{}/in/1.json"],
         other=Case("csv_via", refused=r"LabelMe")),
    Case("folder_with_two_kinds_of_labels", {"a.jpg": boxed("dog 30 30 70 70"), "b.jpg": boxed("cat 10 20 40 60")},
         other=Case("folder_with_two_kinds_of_labels", {"b.jpg": boxed("cat 10 20 40 60")}, problems=[r"a\.txt"],
                    other=Case("folder_with_two_kinds_of_labels", {"a.jpg": boxed("dog 30 30 70 70")},
                               problems=[r"b\.xml"]))),
    Case("huge_numbers", {"1.jpg": boxed("cell 0 0 200 50", "cell 0 0 50 50", trouble=ANY,
                                         maybe=["cell 0 0 0 50"])}),  # 1e-09 wide: an area, if one that nobody sees
    Case("image_exif_orientation", ORIENTED, runs=[["--images", "{}/in"]]),
    Case("import_again_with_more_boxes", {"1.jpg": boxed(CELL, "cell 100 10 120 30")},
         runs=["{}/in/labels.json", "{}/in/labels.json"], prepare=one_box_first, check=second_merged),
    *[Case("labelstudio_json_taken_for_createml", label=n, runs=["{}/in/" + n], refused=p)
      for n, p in (("project-1-min.json", "Label Studio"), ("full.json", "Label Studio"), ("other.json", r"other\.json"))],
    Case("only_object_unusable_becomes_negative", {**NO_BOX, "c.jpg": unusable()}, label="voc", runs=["{}/in/voc"]),
    Case("only_object_unusable_becomes_negative", NO_BOX, label="coco", runs=["{}/in/coco"]),
    Case("only_object_unusable_becomes_negative", {"a.jpg": unusable()}, label="yolo", runs=["{}/in/yolo"]),
    Case("only_object_unusable_becomes_negative", {"a.jpg": unusable()}, label="csv", runs=["{}/in/csv"],
         other=Case("only_object_unusable_becomes_negative", {"a.jpg": boxed("x 10.5 20 40 60")})),
    Case("only_object_unusable_becomes_negative", {"a.jpg": boxed("x 40 40 60 60")}, label="createml",
         runs=["{}/in/createml"]),  # numbers as text are taken, says createml_variants
    Case("png_above_512_megapixels", runs=["{}/in/train.json"], absent=["toobig.png"], problems=[r"toobig\.png"],
         other=Case("png_above_512_megapixels", refused=r"toobig\.png")),
    *[Case("png_exif_orientation_labels", {
        f"{n}/{n}.png": boxed("cell 70 10 110 40", "cell 20 125 60 155", size=(120, 160))}, label=n,
        runs=["{}/in/" + f"{n}/{n}.json"]) for n in ("train", "val")],
    *[Case(name, roboflow(), label=label, runs=runs)
      for name in ("roboflow_coco_split_folders", "roboflow_csv_split_folders")
      for label, runs in (("", ["{}/in"]), ("one by one", ["{}/in/train", "{}/in/valid", "{}/in/test"]))],
    Case("tiff_kinds", {n + ".tif": Want("unlabelled", size=(200, 100)) for n in
                        ("gray8", "gray16", "gray32f", "rgb8", "rgb16", "rgb32f")},
         runs=[["--images", "{}/in"]], check=no_opencv_words),
    Case("voc_class_name_spaces", {
        **{f"{k}.jpg": boxed("dog 10 20 40 60") for k in range(4)}, "4.jpg": boxed("Dog 10 20 40 60"),
        "5.jpg": boxed("R&D <x> 10 20 40 60"), "6.jpg": boxed("朋 10 20 40 60"), "7.jpg": boxed("朋友 10 20 40 60")}),
    Case("voc_list_names_missing", {f"{k}.jpg": boxed(VOC_CELL, split="train") for k in range(2)},
         problems=[r"train\.txt(:3)?\b.*\b2\b", r"train\.txt(:4)?\b.*\b3\b"]),
    Case("voc_one_float_in_2012", {
        **{f"2011_{k:06d}.jpg": boxed("dog 0 0 200 100", f"cat {10 + k} 20 {40 + k} 60", split="train") for k in range(12)},
        "2011_003353.jpg": boxed("dog 10 44.70000076293945 40 60", split="train")}),
    Case("voc_part_before_box", {
        "1.jpg": boxed("person 40 2 90 99 [difficult]"), "2.jpg": boxed("person 0 0 200 100")}),
    Case("voc_stale_filename", {
        f"{k}.jpg": boxed(f"object_of_{k} {10 * k - 1} 20 {30 + 10 * k} 60") for k in (1, 2, 3)},
        problems=[rf"{k}\.xml" for k in (1, 2, 3)]),
    Case("voc_subfolders_cvat", {
        "JPEGImages/cam1/000001.jpg": boxed(VOC_CELL, split=CHANCE),
        "JPEGImages/cam2/000001.jpg": boxed("cell 10 20 90 60", split=CHANCE)}),
    Case("voc_swapped_corners", {
        "A_001.mp4#t=0.jpg": unusable(), "b.rgb.jpg": boxed("ok 11 21 40 60", trouble=ANY),
        "c.jpg": boxed("ok 0 21 200 60", "sci 11 21 40 60", trouble=ANY)},
        other=Case("voc_swapped_corners", {  # the one decimal stands in a box that is none: from 1 is as right
            "A_001.mp4#t=0.jpg": unusable(), "b.rgb.jpg": boxed("ok 10 20 40 60", trouble=ANY),
            "c.jpg": boxed("ok 0 20 200 60", "sci 10 20 40 60", trouble=ANY)})),
    Case("voc_trainval_into_test", {
        f"{k:03d}.jpg": boxed(VOC_CELL, split="train|val" if k < 50 else "test") for k in range(60)}),
    Case("voc_trainval_list", {
        f"{k}.jpg": boxed(VOC_CELL, split="train|val" if k < 3 else "test") for k in range(4)}),
    Case("voc_uppercase_extensions", {n: boxed(VOC_CELL) for n in ("A.JPG", "B.JPG", "C.jpeg")}),
    Case("voc_xml_beside_images", {
        f"{folder}/{folder}_{k}_jpg.rf.0af{k}.jpg": boxed(VOC_CELL, split=split)
        for folder, split in (("train", "train"), ("valid", "val")) for k in range(2)}),
    Case("voc_xml_beside_images", {
        f"train/train_{k}_jpg.rf.0af{k}.jpg": boxed(VOC_CELL, split="train") for k in range(2)},
        label="in/train", runs=["{}/in/train"]),
    Case("yolo_blank_line_in_names", {"1.jpg": boxed("cat 30 30 70 70", "dog 130 30 170 70")}),
    Case("yolo_classes_in_labels_folder", {
        f"images/{n}/{n}.jpg": boxed("pferd 80 40 120 60", split=n) for n in ("train", "val")}, classes=["kuh", "pferd"]),
    Case("yolo_empty_class_name", {"images/1.jpg": boxed("#0 30 30 70 70", split="train")}),
    Case("yolo_export_without_split", {f"images/{n}.jpg": boxed(CELL, split=CHANCE) for n in "ab"}),
    Case("yolo_label_without_image", {"images/a.jpg": boxed(CELL, split="train")},
         problems=[r"labels/b\.txt", r"labels/c\.txt"]),
    Case("yolo_list_backslashes", {
        "8947_서울3720.jpg": boxed("차 30 30 70 70", split="train"), "7626_FAIL.jpg": boxed("차 30 30 70 70", split="train"),
        "x y&z (1).jpg": boxed("차 30 30 70 70", split="val")}),
    Case("yolo_list_names_missing_images", {f"images/{n}.jpg": boxed(CELL, split="train") for n in "ab"},
         problems=[r"train\.txt.*c\.jpg", r"train\.txt.*d\.jpg", r"/data/nowhere/val\.txt"]),
    Case("yolo_names_bom_crlf", {"images/a.jpg": boxed("pferd 80 40 120 60", "kuh 30 15 50 25")},
         classes=["pferd", "kuh"]),
    Case("yolo_names_types", {"images/1.jpg": boxed(*[
        f"{n} {SAME_BOX}" for n in ("no", "02146", "1.50", "a, b", "#4", "#5", "#6", "yes", "0x10")], split="train",
        trouble=ANY)}, problems=[r"data\.yaml"]),
    Case("yolo_names_without_space", {"images/1.jpg": boxed(f"#0 {SAME_BOX}", trouble=ANY)}, problems=[r"data\.yaml.*names"],
         other=Case("yolo_names_without_space", {"images/1.jpg": boxed(f"bear {SAME_BOX}", trouble=ANY)},
                    problems=[r"data\.yaml.*names"])),
    Case("yolo_path_and_split_folders", {
        f"ds/images/{n}/{n}.jpg": boxed(CELL, split="val" if n == "c" else "train") for n in "abc"}),
    Case("yolo_pose_rows", {"images/1.jpg": boxed(f"person {SAME_BOX}", split="train")}),
    Case("yolo_roboflow_layout", {
        f"{folder}/images/{folder}_a.jpg": boxed("pferd 80 40 120 60", split=split)
        for folder, split in (("train", "train"), ("valid", "val"), ("test", "test"))}, classes=["kuh", "pferd"]),
    Case("yolo_split_words_in_folder_names", {
        f"images/{n}/1.jpg": boxed(CELL, split=CHANCE) for n in ("interval", "latest", "restraint", "set1", "valley")}),
    Case("yolo_two_name_files", {"images/a.jpg": boxed("pferd 80 40 120 60", split="train")}, classes=["pferd", "kuh"],
         problems=[r"classes\.txt"]),
    Case("yolo_unreadable_line_trained_as_background", {
        "images/train/good.jpg": boxed("cell 24 36 56 84", split="train"),
        "images/val/v.jpg": boxed("cell 24 36 56 84", split="val"),
        "images/train/comma.jpg": unusable(split="train"),
        "images/train/half.jpg": Want("unlabelled|labelled", trouble=True, maybe=["cell 24 36 56 84"], split="train")},
        problems=[r"comma\.txt:1", r"half\.txt:2"]),
    Case("yolo_unused_classes_and_order", {
        "images/train/1.jpg": boxed("date 30 30 70 70", "banana 130 30 170 70", split="train"),
        "images/val/2.jpg": boxed("banana 30 30 70 70", split="val")}, classes=["apple", "banana", "cherry", "date"]),
    Case("yolo_yaml_nc_only", {
        "train/images/train1.PNG": boxed(f"#2 {SAME_BOX}", split="train", trouble=ANY),
        "valid/images/valid1.PNG": boxed(f"#2 {SAME_BOX}", split="val", trouble=ANY)}),
    Case("yolo_yaml_windows_path", {
        "images/train/1.jpg": boxed(f"#0 {SAME_BOX}", split="train", trouble=ANY),
        "images/val/2.jpg": boxed(f"#0 {SAME_BOX}", split="val", trouble=ANY)}, problems=[r"data\.yaml:1"],
        other=Case("yolo_yaml_windows_path", {
            "images/train/1.jpg": boxed(CELL, split="train", trouble=ANY),
            "images/val/2.jpg": boxed(CELL, split="val", trouble=ANY)}, problems=[r"data\.yaml:1"])),
]


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("engine")
    ask.add_argument("cases")
    ask.add_argument("--only", action="append", default=[], help="run the cases whose name begins so")
    ask.add_argument("--no-ledger", action="store_true", help="look at what is stored only")
    ask.add_argument("--keep", help="keep the projects in this folder")
    options = ask.parse_args()
    if not os.path.isdir(options.cases):
        print(f"{options.cases} is not there: the cases were not tried")
        return 77
    print(f"{'case':64} {'expected':24} {'stored':24}")
    differing = tried = missing = 0
    for number, case in enumerate(CASES):
        name = f"{case.name} {case.label}".strip()
        if options.only and not any(name.startswith(o) for o in options.only):
            continue
        if not os.path.isdir(os.path.join(options.cases, case.name)):
            print(f"{name:64} the input is not there")
            missing += 1
            continue
        work = os.path.join(options.keep, f"{number:03d}_{case.name}") if options.keep else tempfile.mkdtemp()
        os.makedirs(work, exist_ok=True)
        try:
            faults, tell = run_case(options.engine, case, os.path.realpath(options.cases), work, not options.no_ledger)
        finally:
            if not options.keep:
                shutil.rmtree(work, ignore_errors=True)
        tried += 1
        differing += bool(faults)
        print(f"{name:64} {expected_words(case):24} {tell:24} {'differs' if faults else 'ok'}")
        for fault in faults[:12]:
            print(f"      {fault}")
        if len(faults) > 12:
            print(f"      and {len(faults) - 12} more")
    print(f"{tried} cases, {differing} differ" + (f", {missing} inputs not there" if missing else ""))
    return 1 if differing or missing else 0


if __name__ == "__main__":
    sys.exit(main())
