#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A newcomer's whole way through the window: walk.py walk BUILD_FOLDER. See driver.py.

Counts what the hand does on each part of the way (a click, a drag, a key, a typed text are one action each) and the
seconds it takes; both are printed, docs/benchmarks.md has them beside those of the window before.
"""
import random
import sys
import time

from driver import Place, expect, rows, run, wait, write_png
from scenarios import boxes_of, picture_of, voc_folder

COLOURS = {"brick": (220, 60, 40), "tile": (40, 90, 220), "beam": (230, 190, 40)}
COUNTED = ("click", "key", "type", "mousedown")


class Tally:
    """Parts of the way with their actions and seconds."""

    def __init__(self, screen):
        self.parts = []
        self.hand = screen.hand
        screen.hand = self.count
        self.begin(None)

    def count(self, *words):
        if words[0] in COUNTED:
            self.actions += 1
        return self.hand(*words)

    def begin(self, part):
        self.part, self.actions, self.start = part, 0, time.monotonic()

    def end(self):
        self.parts.append((self.part, self.actions, time.monotonic() - self.start))
        print(f"  {self.part}: {self.actions} actions, {self.parts[-1][2]:.1f} s", flush=True)


def painted(boxes, seed):
    width, height, ground = picture_of([], seed=seed)

    def colour(x, y):
        for x1, y1, x2, y2, name in boxes:
            if x1 <= x < x2 and y1 <= y < y2:
                return COLOURS[name]
        return ground(x, y)
    return width, height, colour


def own_photos(folder):
    """Four photographs with five things of three kinds each; what is in them."""
    folder.mkdir()
    chance = random.Random(3)
    made = {}
    for i in range(4):
        boxes = []
        for n in range(5):
            x, y = 6 + 31 * n, chance.randrange(8, 70)
            name = list(COLOURS)[(i + n) % 3] if i or n else "brick"
            boxes.append((x, y, x + chance.randrange(18, 26), y + chance.randrange(20, 40), name))
        made[f"photo{i}.png"] = boxes
        write_png(folder / f"photo{i}.png", *painted(boxes, 50 + i))
    return made


def near(stored, drawn):
    return len(stored) == len(drawn) and all(
        s[4] == d[4] and all(abs(a - b) <= 1 for a, b in zip(s[:4], d[:4]))
        for s, d in zip(sorted(stored, key=lambda b: b[0]), sorted(drawn, key=lambda b: b[0])))


def draw(studio, box):
    studio.drag(studio.on_image(*box[:2]), studio.on_image(*box[2:4]))


def first_box(studio, photos, box):
    studio.click(studio.see("welcomeImages"))
    studio.choose_path(photos)
    studio.until(lambda v: v.find("canvas") and v.find("canvas").drawing and v.find("canvas").image[2] > 0,
                 "the first photograph, ready to draw")
    draw(studio, box)
    studio.see("className")
    studio.type(box[4])
    studio.press("Return")


def label_rest(studio, project, photos):
    """A box gets the class of the one before; another one by its digit, a new one by its name."""
    known = ["brick"]
    current = "brick"
    for i, (name, boxes) in enumerate(photos.items()):
        if i:
            studio.press("d")
            studio.until(lambda v, n=name: any(r.current and r.text.startswith(n.removesuffix(".png"))
                                               for r in v.rows("imageList")), f"image {name}")
            studio.until(lambda v: v.find("canvas").image[2] > 0, "its picture")
        for n, box in enumerate(boxes):
            if i == 0 and n == 0:
                continue
            if not studio.look().find("canvas").drawing:
                studio.press("w")
            draw(studio, box)
            wait(lambda c=n + 1, p=name: len(boxes_of(project).get(p, [])) == c, f"box {n} of {name} in the data base")
            if box[4] == current:
                continue
            if box[4] in known:
                studio.press(str(known.index(box[4]) + 1))
            else:
                studio.press("c")
                studio.see("className")
                studio.type(box[4])
                studio.press("Return")
                known.append(box[4])
            current = box[4]
            wait(lambda p=name, b=box: any(s[4] == b[4] and abs(s[0] - b[0]) <= 1 for s in boxes_of(project)[p]),
                 f"the class of box {n} of {name}")


def import_voc(studio, folder, given, project):
    studio.menu("File", "fileImportLabels")
    studio.choose_path(folder)
    studio.click(studio.see("importNow"))
    stored = wait(lambda: len(boxes_of(project)) == 16 and boxes_of(project), "the boxes in the data base")
    for name, boxes in given.items():
        expect(sorted(stored.get(name, [])) == sorted(boxes), f"{name}: {boxes} in the file, {stored.get(name)} stored")


def train(studio, project):
    studio.press("ctrl+t")
    studio.see("trainDialog")
    studio.fill("iterations", "8")
    studio.fill("shortSide", "64")
    studio.press("Tab")
    studio.click(studio.see("startTraining"))
    studio.until(lambda v: v.find("runState") and v.find("runState").text.startswith("Finished"), "the run to finish")
    expect(list((next((project / "runs").iterdir()) / "checkpoints").iterdir()), "the run has checkpoints")


def tab(view, words):
    found = [Place(t) for bar in view.widgets if bar.get("tabs") for t in bar.tabs if t["text"] == words]
    return found[0] if found else None


def explain_miss(studio):
    studio.click(tab(studio.until(lambda v: tab(v, "Autopsy"), "the tab of the autopsy"), "Autopsy"))
    studio.click(studio.see("examine"))
    studio.until(lambda v: v.rows("autopsyList"), "the missed objects")
    studio.click(studio.look().rows("autopsyList")[0])
    view = studio.until(lambda v: v.find("inspectorCard") and v.find("inspectorCard").text, "why it was missed")
    print(f"  {view.find('inspectorCard').text[:300]!r}")


def export(studio, target):
    studio.click(studio.see("exportModelButton"))
    studio.see("exportDialog")
    studio.fill("exportFolder", str(target))
    studio.click(studio.see("exportStart"))
    studio.until(lambda v: v.find("exportOpen"), "the export's certificate")
    studio.until(lambda v: v.find("exportCancel").text == "Close", "the export to end")
    studio.press("Escape")
    expect(any(f.stat().st_size > 1000 for f in target.iterdir()), "the model is written")


def walk(desktop, programs, folder, start):
    photos = own_photos(folder / "photos")
    given = voc_folder(folder / "labelled", 12)
    screen = desktop(1440, 900)
    studio = start(screen)
    tally = Tally(screen)

    tally.begin("first box on own photographs")
    first_box(studio, folder / "photos", photos["photo0.png"][0])
    project = wait(lambda: next(folder.rglob("project.anchor"), None), "the project on the disk").parent
    wait(lambda: boxes_of(project).get("photo0.png"), "the first box in the data base")
    tally.end()
    studio.picture("walk-1-first-box")

    tally.begin("19 more boxes of 3 classes on 4 images")
    label_rest(studio, project, photos)
    tally.end()
    for name, boxes in photos.items():
        expect(near(boxes_of(project)[name], boxes), f"{name}: drawn {boxes}, stored {boxes_of(project)[name]}")
    studio.picture("walk-2-labelled")

    tally.begin("import of a Pascal VOC set")
    import_voc(studio, folder / "labelled", given, project)
    tally.end()
    studio.picture("walk-3-imported")

    tally.begin("training of 8 iterations")
    train(studio, project)
    tally.end()
    studio.picture("walk-4-trained")

    tally.begin("why an object is missed")
    explain_miss(studio)
    tally.end()
    studio.picture("walk-5-explained")

    tally.begin("export of the model")
    export(studio, folder / "model")
    tally.end()
    studio.picture("walk-6-exported")
    expect(len(rows(project, "SELECT id FROM classes")) == 3, "three classes in the project")
    studio.quit()


if __name__ == "__main__":
    sys.exit(run({"walk": walk}))
