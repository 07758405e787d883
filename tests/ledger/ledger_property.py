#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports random label trees with random defects and compares what is stored with an independent record of each tree.

Usage: ledger_property.py ENGINE --trees N --seed S [--tree K] [--defects RATE] [--keep DIR]

For every tree: the sums of the ledger, every file of the tree named in it, the stored boxes, states and splits, nothing
written by a dry run, nothing new in a second import. Ends with 1 when a tree differs; --tree K makes one tree again.
"""
import argparse
import collections
import concurrent.futures
import os
import random
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from engine_import import Import, files_below, ledger_faults, stored  # noqa: E402
from trees import USABLE, grow  # noqa: E402


class Right:
    """What is right for a tree, worked out from its record."""

    def __init__(self, tree):
        self.tree = tree
        self.images, self.left_out, self.found = {}, collections.Counter(), collections.Counter()
        self.merged = 0
        of_image = collections.defaultdict(list)
        for mention in tree.mentions:
            if mention.broken:
                of_image[mention.image].append(mention)
                continue
            self.found[mention.file] += len(mention.things)
            usable = mention.image is not None and tree.pictures[mention.image].whole
            self.left_out[mention.file] += sum(not usable or t.kind not in USABLE for t in mention.things)
            if usable:
                of_image[mention.image].append(mention)
        for image, picture in tree.pictures.items():
            if picture.whole:
                self.images[image] = self.of_image(of_image[image], picture)

    def of_image(self, mentions, picture):
        """(state or None, trouble or None, boxes, split, whether the image must be in the project)"""
        counts = [collections.Counter((t.name, *t.box) for t in m.things if t.kind in USABLE) for m in mentions if not m.broken]
        boxes = collections.Counter()
        for count in counts:
            boxes |= count  # one that another mention brought is merged, equal ones of one mention are all kept
        self.merged += sum(map(lambda c: c.total(), counts)) - boxes.total()
        broken = any(m.broken for m in mentions)
        odd = [t.kind for m in mentions if not m.broken for t in m.things if t.kind not in USABLE]
        empty = any(m.empty and not m.broken for m in mentions)
        unread = self.tree.lines_lock and ("malformed" in odd or "missing" in odd)
        if broken or unread:
            return ("labelled|unlabelled" if boxes else "unlabelled", True, boxes, picture.split, bool(mentions))
        if boxes:
            open_ = odd or any(name.startswith("#") for name, *_ in boxes)  # a class number without a name
            return ("labelled", None if open_ else False, boxes, picture.split, True)
        if odd and empty:
            return ("unlabelled|labelled", None, boxes, picture.split, True)
        if odd:
            return ("unlabelled", True, boxes, picture.split, True)
        return ("negative" if empty else "unlabelled", False if empty else None, boxes, picture.split, empty)

    def totals(self):
        """found, left out; and by how many a reading may count more."""
        return self.found.total(), self.left_out.total(), self.tree.doubtful.total()


def box_faults(name, boxes, image):
    left, faults = list(image.boxes), []
    for (label, *corners), count in boxes.items():
        for _ in range(count):
            hit = next((b for b in left if b[0] == label and all(abs(p - q) <= 1e-3 for p, q in zip(b[1:5], corners))), None)
            if hit:
                left.remove(hit)
            else:
                faults.append(f"{name} lacks {label} {corners}")
    return faults + [f"{name} holds {b[0]} {list(b[1:5])}" for b in left]


def stored_faults(right, images, classes):
    tree, faults = right.tree, []
    known = {os.path.normpath(p): i for p, i in images.items()}
    for name, (state, trouble, boxes, split, must) in right.images.items():
        image = known.pop(tree.path(name), None)
        if image is None:
            if must:
                faults.append(f"{name} is not in the project")
            continue
        if image.state not in state.split("|"):
            faults.append(f"{name} is {image.state}, not {state}")
        if trouble is not None and bool(image.trouble) != trouble:
            faults.append(f"{name} has the trouble {image.trouble!r}, which is not right")
        if split and image.split not in split.split("|"):
            faults.append(f"{name} is in {image.split or 'no split'}, not {split}")
        if image.size != tree.pictures[name].size:
            faults.append(f"{name} is {image.size}, not {tree.pictures[name].size}")
        faults += box_faults(name, boxes, image)
    for path, image in known.items():  # one that cannot be read, or none of the tree
        if image.boxes or image.state != "unlabelled" or not path.startswith(tree.root):
            faults.append(f"{path} is {image.state} with {len(image.boxes)} boxes")
    if tree.classes and classes[: len(tree.classes)] != list(tree.classes):
        faults.append(f"classes are {classes}, not {tree.classes} first")
    return faults


def count_faults(right, done, images, again=False):
    """The ledger's sums against the record: all together, and file by file."""
    ledger, tree, faults = done.ledger, right.tree, []
    found, left_out, more = right.totals()
    merged = found - left_out if again else right.merged
    for what, want in (("found", found), ("merged", merged), ("left_out", left_out)):
        slack = 0 if what == "merged" else more
        if not want <= ledger[what] <= want + slack:
            faults.append(f"{what} is {ledger[what]}, not {want}" + (f" to {want + slack}" if slack else ""))
    out = collections.Counter(os.path.normpath(o["file"]) for o in ledger["objects"] if o["outcome"] == "left_out")
    named = {os.path.normpath(f["path"]): f["found"] for f in ledger["files"]}
    for file in sorted({m.file for m in tree.mentions}):
        for what, counts, got in (("found", right.found, named.get(tree.path(file), 0)), ("left out", right.left_out, out[tree.path(file)])):
            if not counts[file] <= got <= counts[file] + tree.doubtful[file]:
                faults.append(f"{file}: {what} {got}, not {counts[file]}")
    if again:
        return faults + ([f"added {done.report['added']} images again"] if done.report["added"] else [])
    words = done.words()
    faults += [f"no report names {told}" for told in tree.told if told not in words]
    if done.report["added"] != len(images):
        faults.append(f"added says {done.report['added']}, the project has {len(images)} images")
    sizes = {s: sum(i.split == s for i in images.values()) for s in ("train", "val", "test")}
    splits = ledger["splits"]
    if sizes != {s: splits[s] for s in sizes}:
        faults.append(f"splits are told as {splits}, stored are {sizes}")
    named_splits = [tree.pictures[n].split for n in tree.pictures if tree.path(n) in map(os.path.normpath, images)]
    drawn, either = named_splits.count(None), named_splits.count("train|val")  # trainval leaves one half to chance
    if not drawn <= splits["by_chance"] <= drawn + either:
        faults.append(f"{splits['by_chance']} splits by chance, {drawn} images have none in the source")
    return faults


def picture_of(project):
    images, classes = stored(project)
    return {p: (i.state, i.split, i.trouble, sorted(b[:5] for b in i.boxes)) for p, i in images.items()}, classes


def files_state(root):
    return {p: (os.stat(p).st_size, os.stat(p).st_mtime_ns) for p in files_below(root)}


def import_faults(engine, tree, project):
    right, labels = Right(tree), ["--labels", tree.path(tree.labels) if tree.labels else tree.root]
    sources, before = files_below(tree.root), files_state(tree.root)
    dry = Import(engine, project, *labels, "--dry-run")
    faults = ["the dry run wrote a project"] if os.path.exists(project) else []
    done = Import(engine, project, *labels)
    if done.code != 0:
        return faults + [f"refused: {done.said.strip()[:300]}"]
    images, classes = stored(project)
    boxes = sum(len(i.boxes) for i in images.values())
    faults += stored_faults(right, images, classes) + ledger_faults(done, sources, 0, boxes)
    if done.ledger is None:
        return faults
    faults += count_faults(right, done, images)
    if dry.ledger is None or any(dry.ledger[k] != done.ledger[k] for k in ("found", "stored", "merged", "left_out")):
        faults.append(f"the dry run says {sums(dry)}, the import {sums(done)}")
    was = picture_of(project)
    again = Import(engine, project, *labels)
    faults += [f"again: {f}" for f in ledger_faults(again, sources, boxes, sum(len(i.boxes) for i in stored(project)[0].values()))]
    if again.ledger is not None:
        faults += [f"again: {f}" for f in count_faults(right, again, images, again=True)]
    if picture_of(project) != was:
        faults.append("the second import changed what is stored")
    if files_state(tree.root) != before:
        faults.append("the imports changed the source")
    return faults


def sums(done):
    return {k: v for k, v in (done.ledger or {}).items() if isinstance(v, int)} or done.said.strip()[:200]


def try_tree(options, number):
    """(the tree, its faults); the folder stays when they differ and --keep is given"""
    base = options.keep or tempfile.gettempdir()
    work = os.path.realpath(tempfile.mkdtemp(prefix=f"tree_{number}_", dir=base))
    try:
        tree = grow(os.path.join(work, "tree"), random.Random(f"{options.seed}:{number}"), options.defects, number)
        faults = import_faults(options.engine, tree, os.path.join(work, "project"))
    finally:
        if not (options.keep and faults):
            shutil.rmtree(work, ignore_errors=True)
    return tree, faults


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("engine")
    ask.add_argument("--trees", type=int, default=100)
    ask.add_argument("--seed", default="1")
    ask.add_argument("--tree", type=int, help="only this one of the seed's trees")
    ask.add_argument("--defects", type=float, default=0.15, help="how often each defect is made, 0 to 1")
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--keep", help="a folder in which trees that differ stay, with their projects")
    options = ask.parse_args()
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
    numbers = range(options.trees) if options.tree is None else [options.tree]
    objects = images = differing = 0
    defects, formats = collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for number, (tree, faults) in zip(numbers, pool.map(lambda n: try_tree(options, n), numbers)):
            objects += sum(len(m.things) for m in tree.mentions)
            images += len(tree.pictures)
            defects += tree.defects
            formats[tree.format] += 1
            if faults:
                differing += 1
                print(f"tree {number} ({tree.format}): --seed {options.seed} --defects {options.defects} --tree {number}")
                for fault in faults[:10]:
                    print(f"    {fault}")
                if len(faults) > 10:
                    print(f"    and {len(faults) - 10} more")
    for title, counts in (("formats", formats), ("defects", defects)):
        print(f"{title}: " + ", ".join(f"{n} {c}" for n, c in sorted(counts.items())))
    print(f"{len(numbers)} trees, {images} images, {objects} objects, {defects.total()} defects, {differing} trees differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
