# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `anchor-engine import` and reads what the project holds afterwards. Standard library only."""
import json
import os
import sqlite3
import subprocess

STATES = {0: "unlabelled", 1: "labelled", 2: "negative"}


class Import:
    """One import: the exit code, what was said, and the JSON object with its ledger (None when there is none)."""

    def __init__(self, engine, project, *arguments):
        command = [engine, "import", project, *arguments, "--json"]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, timeout=300)
        self.command, self.code, self.said = command, done.returncode, done.stdout + done.stderr
        self.errors = done.stderr
        try:
            self.report = json.loads(done.stdout)
        except ValueError:
            self.report = None

    @property
    def ledger(self):
        return (self.report or {}).get("ledger")

    def words(self):
        """Everything the import tells about what went wrong, one statement a line."""
        report, lines = self.report or {}, []
        for p in report.get("problems", []):
            lines.append(f'{p["file"]}:{p["line"]}: {p["reason"]}. {p["remedy"]}')
        ledger = report.get("ledger") or {}
        for o in ledger.get("objects", []):
            if o["outcome"] == "left_out":
                lines.append(f'{o["file"]}:{o["line"]}: {o["object"]}: {o["reason"]} [{o["image"]}]')
        for f in ledger.get("files", []):
            if f.get("reason"):
                lines.append(f'{f["path"]}: {f["reason"]}')
        return "\n".join(lines)


class Image:
    def __init__(self, path, width, height, split, state, trouble):
        self.path, self.size, self.split = path, (width, height), split
        self.state, self.trouble = STATES[state], trouble
        self.boxes = []  # (class, x1, y1, x2, y2, set of flags)


def stored(project):
    """{path: Image} and the classes in their order, as the project's own file holds them."""
    file = os.path.join(project, "project.anchor")
    if not os.path.exists(file):
        return {}, []
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        ids = {}
        for i, path, width, height, split, state, trouble in db.execute(
            "SELECT id, path, width, height, split, state, trouble FROM images WHERE trashed = 0"
        ):
            ids[i] = Image(path, width, height, split, state, trouble)
        for i, name, x1, y1, x2, y2, *flags in db.execute(
            "SELECT image, name, x1, y1, x2, y2, difficult, truncated, occluded, crowd"
            " FROM boxes JOIN classes ON classes.id = boxes.class ORDER BY boxes.id"
        ):
            named = {n for n, f in zip(("difficult", "truncated", "occluded", "crowd"), flags) if f}
            ids[i].boxes.append((name, x1, y1, x2, y2, named))
        classes = [name for (name,) in db.execute("SELECT name FROM classes ORDER BY position, id")]
    finally:
        db.close()
    return {image.path: image for image in ids.values()}, classes


def ledger_faults(done, sources, boxes_before, boxes_after):
    """What does not add up in one import's ledger. sources: every file that it must name."""
    ledger, faults = done.ledger, []
    if ledger is None:
        return ["no ledger in the JSON"]
    found, kept, merged, left = (ledger[k] for k in ("found", "stored", "merged", "left_out"))
    if found != kept + merged + left:
        faults.append(f"found {found} is not stored {kept} + merged {merged} + left out {left}")
    if kept != boxes_after - boxes_before:
        faults.append(f"stored {kept}, but the project's boxes went from {boxes_before} to {boxes_after}")
    counted = {"merged": 0, "left_out": 0}
    for o in ledger["objects"]:
        counted[o["outcome"]] += 1
        if not o["reason"]:
            faults.append(f'{o["file"]}:{o["line"]} is {o["outcome"]} without a reason')
    if (counted["merged"], counted["left_out"]) != (merged, left):
        faults.append(f"objects lists {counted}, the sums say merged {merged}, left out {left}")
    named = {os.path.normpath(f["path"]) for f in ledger["files"]}
    for path in sorted(set(map(os.path.normpath, sources)) - named):
        faults.append(f"{path} is not among the files")
    if len(named) != len(ledger["files"]):
        faults.append("a file is named twice")
    for f in ledger["files"]:
        if not f["read"] and not f["reason"]:
            faults.append(f'{f["path"]} was not read and no reason is given')
    if sum(f["found"] for f in ledger["files"]) != found:
        faults.append(f'the files hold {sum(f["found"] for f in ledger["files"])} objects, found says {found}')
    return faults


def files_below(folder):
    return [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
