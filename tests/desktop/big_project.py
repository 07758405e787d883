# SPDX-License-Identifier: GPL-3.0-or-later
"""A project of any number of images with ten boxes each, and what the interface's thread makes of it."""
import json
import os
import sqlite3
import subprocess
import time

from driver import expect, rows, wait

PICTURES = 12
BOXES = 10


def make(programs, folder, images):
    """A sample project that is told to have so many images; their files are few, with many names."""
    done = subprocess.run([str(programs / "anchor-engine"), "sample", str(folder), "--images", str(PICTURES)],
                          capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stderr.strip())
    base = sqlite3.connect(folder / "project.anchor", isolation_level=None)
    try:
        known = base.execute("SELECT path FROM images ORDER BY id").fetchall()
        folders = 40
        for i in range(folders):
            (folder / "many" / str(i)).mkdir(parents=True)
        for i in range(images - PICTURES):
            os.link(folder / known[i % PICTURES][0], folder / "many" / str(i % folders) / f"image_{i}.png")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        indexes = base.execute("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'boxes' AND sql LIKE 'CREATE INDEX%'").fetchall()
        for name, _ in indexes:
            base.execute(f"DROP INDEX {name}")
        base.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) "
            "INSERT INTO images(path, width, height, split, state, hash, imported, review) SELECT "
            "'many/' || (i % ?) || '/image_' || i || '.png', width, height, "
            "CASE WHEN i % 10 < 7 THEN 'train' WHEN i % 10 < 9 THEN 'val' ELSE 'test' END, 1, hash, 1, i % 3 "
            "FROM n JOIN images ON images.id = 1 + i % ?", (images - PICTURES, folders, PICTURES))
        base.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) "
            "INSERT INTO boxes(image, class, x1, y1, x2, y2, difficult, truncated, occluded, crowd, pose) "
            "SELECT images.id, (SELECT min(id) FROM classes) + (images.id + i) % (SELECT count(*) FROM classes), "
            "i * 9 % 60, i * 7 % 50, i * 9 % 60 + 20 + (images.id * 7 + i) % 17, i * 7 % 50 + 15 + images.id % 13, "
            "0, 0, 0, 0, '' FROM images CROSS JOIN n WHERE images.path LIKE 'many/%'", (BOXES,))
        for _, words in indexes:
            base.execute(words)
        base.execute("COMMIT")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        base.close()
    return folder


class Watch:
    """What the studio's watchdog told, by the step of the scenario in which it happened."""

    def __init__(self, studio):
        self.studio = studio
        self.file = studio.desktop.folder / "turns.json"
        self.steps = []

    def step(self, name):
        self.steps.append((time.clock_gettime(time.CLOCK_MONOTONIC) * 1000, name))

    def settle(self):
        """Until the program rests: it answers twice at once, and no worker computes."""
        quiet = 0
        while quiet < 3:
            before = self._work()
            time.sleep(0.1)
            self.studio.look()
            quiet = quiet + 1 if self._work() - before < 0.05 else 0

    def _work(self):
        """Seconds that the program's other threads have computed."""
        total = 0
        process = self.studio.process.pid
        for task in os.listdir(f"/proc/{process}/task"):
            if int(task) == process:
                continue
            try:
                with open(f"/proc/{process}/task/{task}/stat", encoding="ascii") as stat:
                    fields = stat.read().rpartition(")")[2].split()
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            except OSError:
                continue
        return total

    def _written(self):
        try:
            return json.loads(self.file.read_text())
        except (OSError, ValueError):
            return None

    def told(self):
        """The file comes when the window is closed; the program ends when its workers do, which may be later."""
        told = wait(self._written, "what the watchdog tells")
        found = []
        for event in told["events"]:
            if "widgetMap" in event["receiver"]:
                continue  # the look that the scenario takes
            before = [name for at, name in self.steps if at <= event["at_ms"]]
            found.append(event | {"step": before[-1] if before else "start"})
        return told["blit_ms"], found


def report(blit, events, most=25):
    """The worst events first."""
    print(f"a blit of 1920 x 1080: {blit:.2f} ms")
    print("computed ms |  took ms | blits | step: event to receiver")
    for e in sorted(events, key=lambda e: -e["computed_ms"])[:most]:
        print(f"{e['computed_ms']:11.1f} | {e['took_ms']:8.1f} | {e['computed_ms'] / blit:5.0f} | {e['step']}: {e['event']} "
              f"to {e['receiver'][:150]}")


def walk(desktop, programs, folder, start, images):
    """Everything that a person does in a large project, once each."""
    project = make(programs, folder / "large", images)
    screen = desktop()
    screen.environment["ANCHOR_TURN_WATCH"] = str(folder / "turns.json")
    studio = start(screen)
    watch = Watch(studio)
    watch.step("open")
    studio.menu("File", "fileOpen")
    studio.choose_path(project)
    studio.until(lambda v: v.find("canvas") and v.find("canvas").image[2] > 0, "the first image")
    watch.settle()
    watch.step("next image")
    studio.press("d", "d", "d")
    watch.settle()
    for key, name in (("ctrl+1", "Data"), ("ctrl+3", "Inspect"), ("ctrl+4", "Train"), ("ctrl+2", "Label"),
                      ("ctrl+1", "Data again"), ("ctrl+2", "Label again")):
        watch.step(f"workspace {name}")
        studio.press(key)
        watch.settle()
    watch.step("scroll the strip")
    studio.wheel(studio.see("imageList"), 20)
    watch.settle()
    studio.press("ctrl+1")
    watch.settle()
    watch.step("scroll the gallery")
    studio.wheel(studio.see("imageList"), 30)
    watch.settle()
    watch.step("search")
    studio.fill("imageSearch", "image_77")
    watch.settle()
    studio.fill("imageSearch", "boxes:>5 split:val")
    watch.settle()
    watch.step("end of the search")
    studio.fill("imageSearch", " ")
    watch.settle()
    facets = [w for w in studio.look().widgets if w.name.startswith("facet_")]
    for facet in [f for f in facets if "class:" in f.name][:1] + [f for f in facets if "split:" in f.name][:1]:
        watch.step(f"filter {facet.name}")
        studio.click(facet)
        watch.settle()
        studio.click(studio.see(facet.name))
        watch.settle()
    watch.step("select all images")
    studio.click(studio.until(lambda v: v.rows("imageList"), "the images").rows("imageList")[0])
    studio.press("ctrl+a")
    watch.settle()
    studio.click(studio.look().rows("imageList")[0])
    watch.settle()
    studio.press("ctrl+2")
    studio.until(lambda v: v.find("canvas").image[2] > 0, "the image")
    watch.settle()
    watch.step("draw")
    count = "SELECT count(*) FROM boxes"
    before = rows(project, count)[0][0]
    studio.press("w")
    studio.until(lambda v: v.find("canvas").drawing, "draw mode")
    _, _, width, height = studio.look().find("canvas").image
    zoom = studio.look().find("canvas").zoom
    studio.drag(studio.on_image(0.7 * width / zoom, 0.7 * height / zoom),
                studio.on_image(0.95 * width / zoom, 0.95 * height / zoom))
    wait(lambda: rows(project, count)[0][0] == before + 1, "the box in the data base")
    if studio.look().find("canvas").drawing:
        studio.press("Escape")
    watch.settle()
    watch.step("undo")
    studio.press("ctrl+z")
    wait(lambda: rows(project, count)[0][0] == before, "the box to be gone")
    watch.settle()
    watch.step("redo")
    studio.press("ctrl+y")
    wait(lambda: rows(project, count)[0][0] == before + 1, "the box to be back")
    watch.settle()
    watch.step("label check")
    studio.press("F9")
    studio.until(lambda v: v.find("lintWords"), "the label check")
    watch.settle()
    watch.step("undo, everything shown")
    studio.press("ctrl+z")
    wait(lambda: rows(project, count)[0][0] == before, "the box to be gone")
    watch.settle()
    watch.step("quit")
    screen.hand("key", "ctrl+q")
    return watch.told()
