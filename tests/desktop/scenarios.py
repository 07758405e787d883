#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of the desktop suite: scenarios.py NAME BUILD_FOLDER. See driver.py."""
import json
import random
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import big_project as large
from driver import Failed, Place, expect, rows, run, wait, write_png

BOXES = "SELECT * FROM boxes ORDER BY id"


def engine(programs, *words):
    done = subprocess.run([str(programs / "anchor-engine"), *map(str, words)], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise Failed(f"anchor-engine {words[0]}: {done.stderr.strip()}")


def sample(programs, folder, images=12, iterations=0):
    """A project of painted pictures; with iterations, one with a finished run too."""
    engine(programs, "sample", folder, "--images", images)
    if iterations:
        engine(programs, "train", "--project", folder, "--preset", "tiny-from-scratch", "--iterations", iterations,
               "--set", "input.short_side=64", "--set", f"checkpoint_every={iterations}", "--set",
               f"evaluate_every={iterations}", "--device", "cpu")
    return folder


def picture_of(boxes, width=160, height=120, seed=0):
    """Coloured rectangles on a ground with a little noise: something that can be told apart and learnt."""
    noise = random.Random(seed)
    ground = [[90 + noise.randrange(30) for _ in range(width)] for _ in range(height)]

    def colour(x, y):
        for x1, y1, x2, y2, name in boxes:
            if x1 <= x < x2 and y1 <= y < y2:
                return (220, 60, 40) if name == "brick" else (40, 90, 220)
        return (ground[y][x],) * 3
    return width, height, colour


def voc_folder(folder, count):
    """Pictures with Pascal VOC labels beside them, as another tool would hand them over."""
    (folder / "JPEGImages").mkdir(parents=True)
    (folder / "Annotations").mkdir()
    made = {}
    chance = random.Random(7)
    for i in range(count):
        boxes = []
        for name in ("brick", "tile"):
            x, y = chance.randrange(5, 90), chance.randrange(5, 60)
            boxes.append((x, y, x + chance.randrange(30, 60), y + chance.randrange(30, 50), name))
        write_png(folder / "JPEGImages" / f"wall{i}.png", *picture_of(boxes, seed=i))
        objects = "".join(
            f"<object><name>{n}</name><bndbox><xmin>{a + 1}</xmin><ymin>{b + 1}</ymin><xmax>{c}</xmax><ymax>{d}</ymax>"
            "</bndbox></object>" for a, b, c, d, n in boxes)
        (folder / "Annotations" / f"wall{i}.xml").write_text(
            f"<annotation><filename>wall{i}.png</filename><size><width>160</width><height>120</height><depth>3</depth>"
            f"</size>{objects}</annotation>")
        made[f"wall{i}.png"] = boxes
    return made


def boxes_of(project):
    """Image's file name -> what is stored of it, without the ids."""
    stored = {}
    for path, name, *corners in rows(
            project, "SELECT images.path, classes.name, x1, y1, x2, y2 FROM boxes JOIN images ON images.id = image "
            "JOIN classes ON classes.id = class"):
        stored.setdefault(path.rpartition("/")[2], []).append((*corners, name))
    return stored


def select_first_box(studio, project):
    """Clicks into the first box of the image that is shown and gives its row of the data base."""
    studio.until(lambda v: v.find("canvas").image[2] > 0, "the image")
    shown = next(r.text for r in studio.look().rows("imageList") if r.current)
    image = next(i for i, path in rows(project, "SELECT id, path FROM images")
                 if shown.split("\n")[0].split(" ")[0] in path)
    box, x1, y1, x2, y2 = rows(project, "SELECT id, x1, y1, x2, y2 FROM boxes WHERE image = ? ORDER BY "
                               "(x2 - x1) * (y2 - y1) LIMIT 1", image)[0]
    studio.click(studio.on_image((x1 + x2) / 2, (y1 + y2) / 2))
    studio.until(lambda v: v.find("canvas").selected == [box], "the box to be selected")
    return box


def main_job(desktop, programs, folder, start):
    photos, labelled, project = folder / "photos", folder / "labelled", folder / "walls"
    photos.mkdir()
    drawn = (40, 30, 110, 80)
    for i in range(3):
        write_png(photos / f"photo{i}.png", *picture_of([(*drawn, "brick")], seed=100 + i))
    given = voc_folder(labelled, 12)
    screen = desktop()
    studio = start(screen)
    studio.picture("main_job-1-welcome")
    studio.click(studio.see("welcomeNew"))
    studio.choose_path(project)
    wait(lambda: (project / "project.anchor").exists(), "the project on the disk")
    wait(lambda: studio.title().startswith("walls"), "the project's name in the title")

    studio.menu("File", "fileImportImages")
    studio.choose_path(photos)
    studio.until(lambda v: len(v.rows("imageList")) == 3, "three images in the list")
    studio.until(lambda v: v.find("canvas").image[2] > 0, "the first image")

    studio.press("w")
    studio.until(lambda v: v.find("canvas").drawing, "draw mode")
    studio.drag(studio.on_image(*drawn[:2]), studio.on_image(*drawn[2:]))
    studio.see("className")
    studio.type("brick")
    studio.picture("main_job-2-class")
    studio.press("Return")
    stored = wait(lambda: boxes_of(project).get("photo0.png"), "the box in the data base")
    expect(len(stored) == 1 and stored[0][4] == "brick"
           and all(abs(a - b) <= 1 for a, b in zip(stored[0], drawn)), f"drawn {drawn}, stored {stored}")
    studio.picture("main_job-3-drawn")

    studio.menu("File", "fileImportLabels")
    studio.choose_path(labelled)
    studio.see("importNow")
    said = studio.look().find("importHeading").text
    expect("Images: 12" in said, f"the import says: {said}")
    studio.picture("main_job-4-before-import")
    studio.click(studio.see("importNow"))
    studio.see("toastUndo")
    studio.picture("main_job-4-after-import")
    studio.press("Escape")
    studio.until(lambda v: not v.find("toast"), "the toast to go")
    stored = boxes_of(project)
    for name, boxes in given.items():
        expect(sorted(stored.get(name, [])) == sorted(boxes), f"{name}: {boxes} in the file, {stored.get(name)} stored")
    studio.picture("main_job-4-imported")

    studio.press("ctrl+t")
    studio.see("trainDialog")
    studio.fill("iterations", "8")
    studio.fill("shortSide", "64")
    studio.press("Tab")
    studio.picture("main_job-5-train")
    studio.click(studio.see("startTraining"))
    studio.until(lambda v: v.find("runState") and v.find("runState").text.startswith("Finished"), "the run to finish",
                 180)
    runs = list((project / "runs").iterdir())
    expect(len(runs) == 1 and list((runs[0] / "checkpoints").iterdir()), f"one run with checkpoints in {runs}")
    studio.picture("main_job-6-finished")

    studio.click(studio.see("exportModelButton"))
    studio.see("exportDialog")
    target = folder / "model"
    studio.fill("exportFolder", str(target))
    studio.click(studio.see("exportStart"))
    studio.until(lambda v: v.find("exportOpen"), "the export's certificate", 240)
    view = studio.until(lambda v: v.find("exportCancel").text == "Close", "the export to end")
    studio.picture("main_job-7-exported")
    formats = [w for w in view.widgets if w.name.startswith("format-") and w.checked]
    expect(formats, "some formats are exported")
    for one in formats:
        files = re.findall(r"[\w.]+\.\w+", one.text.rpartition("(")[2])
        expect(files and all((target / f).stat().st_size > 1000 for f in files),
               f"{one.text} is among {sorted(f.name for f in target.iterdir())}")
    studio.press("Escape")
    studio.until(lambda v: not v.find("exportDialog"), "the dialog to close")
    studio.quit()


def other_project(desktop, programs, folder, start):
    first, second = sample(programs, folder / "first", 12, 2), sample(programs, folder / "second", 7)
    studio = start(desktop(), first)
    studio.press("ctrl+4")
    studio.until(lambda v: v.find("runState") and v.find("runState").text.startswith("Finished"), "the run of the first")
    studio.press("ctrl+2")
    studio.fill("imageSearch", "no such image")
    studio.until(lambda v: not v.rows("imageList"), "the search")
    studio.press("F9")
    studio.until(lambda v: v.rows("lintList"), "findings of the label check")
    found = studio.look().find("lintWords").text
    studio.picture("other_project-1-before")
    studio.menu("File", "fileOpen")
    studio.choose_path(second)
    wait(lambda: studio.title().startswith("second"), "the second project's title")
    studio.until(lambda v: v.find("imageSearch").text == "", "an empty search")
    studio.until(lambda v: len(v.rows("imageList")) == 7, "all images of the second")
    expect("first" not in studio.title(), "the title names the second alone")
    studio.press("ctrl+1")
    studio.see("lintWords")
    view = studio.look()
    expect(not view.rows("lintList") and view.find("lintWords").text != found,
           f"the label check still says: {view.find('lintWords').text}")
    studio.press("ctrl+4")
    state = studio.see("runState").text
    studio.picture("other_project-2-after")
    expect(state.startswith("No run"), f"the run panel says: {state}")
    view = studio.look()
    expect(not view.rows("runList"), f"runs: {view.rows('runList')}")
    expect(not view.find("exportModelButton").enabled, "nothing to export")
    studio.press("ctrl+3")
    rules = studio.see("anchorPreset")
    expect(not any("0001" in name for name in rules.get("items")), f"the rules of the first one's run: {rules.text}")
    studio.click(next(a for a in view.actions() if a.text == "Train"))
    export = studio.until(lambda v: [a for a in v.actions() if a.name == "trainExport"], "the Train menu")
    expect(not next(a for a in export.actions() if a.name == "trainExport").enabled, "no export in the menu")
    studio.press("Escape")
    studio.quit()


def wheel(desktop, programs, folder, start):
    project = sample(programs, folder / "project", 4)
    studio = start(desktop(), project)
    select_first_box(studio, project)
    before = rows(project, BOXES)
    steps = rows(project, "SELECT count(*) FROM steps")
    of_box = studio.see("boxClass")
    for turns in (6, -6):
        studio.wheel(of_box, turns)
        expect(rows(project, BOXES) == before, f"the wheel over Class changed a box: {of_box.text} is now "
               f"{studio.see('boxClass').text}")
    expect(studio.see("boxClass").text == of_box.text, "the class that is shown stays")
    studio.picture("wheel-1-class")
    # Every field of the inspector, on every page.
    studio.press("ctrl+3")
    for page in ("viewInput", "viewAnchors", "viewAssignment", "viewProposals", "viewRois",
                 "viewDetections"):
        studio.click(studio.see(page))
        studio.until(lambda v: v.find(page).checked, page)
        for name, shown in fields(studio).items():
            for turns in (3, -3):
                at = fields(studio).get(name)
                if at is None:  # scrolled away by the turns before, as it should be
                    continue
                studio.wheel(at[1], turns)
                now = fields(studio).get(name, shown)
                expect(not now[1].focus, f"the wheel over {name} on {page} takes the keyboard")
                expect(now[0] == shown[0], f"the wheel over {name} on {page}: {shown[0]} became {now[0]}")
    studio.picture("wheel-2-rules")
    expect(rows(project, BOXES) == before and rows(project, "SELECT count(*) FROM steps") == steps,
           "nothing was written")
    studio.quit()


def fields(studio):
    """Name -> (what it shows, where): combo boxes, spin boxes and sliders of the inspector."""
    view = studio.look()
    side = view.find("sideColumn")
    found = {}
    for w in view.widgets:
        kind = w.get("class")
        if kind in ("QComboBox", "QSpinBox", "QDoubleSpinBox", "QSlider") or "items" in w.entry:
            if w.name and side.holds(w) and w.enabled:
                found[w.name] = (w.get("text", w.get("value")), w)
    return found


def held_space(desktop, programs, folder, start):
    project = sample(programs, folder / "project", 30)
    studio = start(desktop(), project)
    verified = "SELECT count(*) FROM images WHERE review = 1"
    studio.click(studio.until(lambda v: v.rows("imageList"), "the images").rows("imageList")[0])
    before = studio.look().told["keys"]
    studio.desktop.hand("keydown", "space")
    try:  # one second as the keyboard counts it: as many repeats as come in that time
        end = time.monotonic() + 1
        wait(lambda: time.monotonic() > end and studio.look().told["keys"] > before + 8, "the key to repeat")
    finally:
        studio.desktop.hand("keyup", "space")
    studio.look()
    count = rows(project, verified)[0][0]
    studio.picture("held_space")
    expect(count <= 1, f"Space held for a second verified {count} images")
    # A second press is a second answer.
    studio.press("space")
    wait(lambda: rows(project, verified)[0][0] == count + 1, "one more image to be verified")
    studio.quit()


def undo_selection(desktop, programs, folder, start):
    project = sample(programs, folder / "project", 8)
    studio = start(desktop(), project)
    count = "SELECT count(*) FROM boxes"
    all_boxes = rows(project, count)[0][0]
    deleted = 0
    for image in range(4):
        studio.click(studio.until(lambda v: len(v.rows("imageList")) == 8, "the images").rows("imageList")[image])
        studio.until(lambda v: v.selected("imageList") == [image], "the image to be chosen")
        select_first_box(studio, project)
        studio.press("Delete")
        deleted += 1
        wait(lambda: rows(project, count)[0][0] == all_boxes - deleted, "the box to be gone")

    def repeat(key, each):
        studio.desktop.hand("keydown", "ctrl")
        try:
            for k in range(1, 5):
                studio.press(key)
                wait(lambda: rows(project, count)[0][0] == each(k), f"ctrl+{key} number {k} in the data base")
                chosen = studio.look().selected("imageList")
                if len(chosen) != 1:
                    studio.picture("undo_selection-many")
                expect(len(chosen) == 1, f"after ctrl+{key} number {k} the rows {chosen} are selected")
        finally:
            studio.desktop.hand("keyup", "ctrl")
    for _ in range(2):
        repeat("z", lambda k: all_boxes - 4 + k)
        repeat("y", lambda k: all_boxes - k)
    studio.picture("undo_selection")
    studio.quit()


def chart_menu(desktop, programs, folder, start):
    project = sample(programs, folder / "project", 12, 4)
    studio = start(desktop(), project)
    studio.press("ctrl+4")
    studio.until(lambda v: v.find("runState") and v.find("runState").text.startswith("Finished"), "the run")
    for chart in ("lossChart", "mapChart"):
        studio.click(studio.see(chart), 3)
        view = studio.until(lambda v: v.find(kind="QMenu"), f"the menu of {chart}", 10)
        studio.picture(f"chart_menu-{chart}")
        expect(any("Copy image" in a.text for a in view.actions()), f"{chart}: {[a.text for a in view.actions()]}")
        studio.press("Escape")
        studio.until(lambda v: not v.find(kind="QMenu"), "the menu to close")
    studio.quit()


def inside(studio, width, height):
    x, y, w, h = studio.outer()
    return x >= 0 and y >= 0 and x + w <= width and y + h <= height


def on_screen(desktop, programs, folder, start):
    project = sample(programs, folder / "project", 12, 4)
    small = desktop(1280, 720)
    studio = start(small, project)
    studio.press("ctrl+4")
    studio.until(lambda v: v.find("lossChart"), "the charts")
    studio.picture("on_screen-1-1280x720")
    studio.press("ctrl+2")
    studio.see("canvas")
    wait(lambda: inside(studio, 1280, 720), f"the window within 1280x720, it is {studio.outer()}", 10)
    canvas = studio.look().find("canvas")
    expect(canvas.width >= 600 and canvas.height >= 500, f"the image has {canvas.width}x{canvas.height}")
    studio.quit()
    small.close()
    # A window that was left at the far corner of a large screen.
    large = desktop(1920, 1080)
    studio = start(large, project)
    window = large.output("xdotool", "getactivewindow")
    large.hand("windowmove", window, 1700, 900)
    wait(lambda: studio.outer()[0] > 1500, "the window to move")
    studio.until(lambda v: v.find("mainWindow").place[0] > 1500, "the program to know")
    studio.quit()
    large.close()
    small = desktop(1280, 720)
    studio = start(small, project)
    studio.picture("on_screen-2-saved-outside")
    wait(lambda: inside(studio, 1280, 720), f"the window back on the screen, it is {studio.outer()}", 10)
    studio.quit()
    small.close()
    # A screen of many dots: every length is one and a half.
    large = desktop(1920, 1080)
    studio = start(large, project, scale=1.5)
    studio.picture("on_screen-3-scale-1.5")
    wait(lambda: inside(studio, 1920, 1080), f"the window within 1920x1080, it is {studio.outer()}", 10)
    studio.quit()


def same_image(desktop, programs, folder, start):
    first, second = sample(programs, folder / "first", 9), sample(programs, folder / "second", 5)
    screen = desktop()

    def at(studio, row):
        return studio.until(lambda v: v.selected("imageList") == [row], f"row {row} to be the one chosen", 10)
    studio = start(screen, first)
    studio.click(studio.until(lambda v: len(v.rows("imageList")) == 9, "the images").rows("imageList")[4])
    at(studio, 4)
    studio.picture("same_image-1-left")
    studio.menu("File", "fileOpen")
    studio.choose_path(second)
    wait(lambda: studio.title().startswith("second"), "the second project")
    studio.click(studio.until(lambda v: len(v.rows("imageList")) == 5, "its images").rows("imageList")[2])
    at(studio, 2)
    studio.menu("File", "fileOpen")
    studio.choose_path(first)
    wait(lambda: studio.title().startswith("first"), "the first project")
    at(studio, 4)
    studio.quit()
    studio = start(screen, second)
    at(studio, 2)
    studio.picture("same_image-2-came-back")
    studio.quit()
    studio = start(screen)  # the project opened last
    wait(lambda: studio.title().startswith("second"), "the project opened last")
    at(studio, 2)
    studio.quit()


def second_window(desktop, programs, folder, start):
    """One project, one window; what a shell writes meanwhile is read again."""
    project = sample(programs, folder / "project", 4)
    screen = desktop()
    first = start(screen, project)
    first.until(lambda v: len(v.rows("imageList")) == 4, "the images")
    second = start(screen, project, name="second")
    said = second.answer("that the project is open already")
    expect("open in another window" in said, f"the second window says: {said}")
    expect(not second.title().startswith("project"), "the second window has no project")
    second.picture("second_window")
    second.quit()
    more = folder / "more"
    more.mkdir()
    write_png(more / "new.png", *picture_of([]))
    engine(programs, "import", project, "--images", more)
    first.until(lambda v: len(v.rows("imageList")) == 5, "the image that the shell brought")
    first.quit()


def learning_rate(desktop, programs, folder, start):
    """The rate that is shown is the one that is set: OK without a change changes nothing."""
    project = sample(programs, folder / "project", 6)
    studio = start(desktop(), project)
    studio.until(lambda v: v.rows("imageList"), "the images")
    studio.press("ctrl+t")
    studio.see("trainDialog")
    studio.fill("iterations", "100000")
    studio.fill("shortSide", "64")
    studio.press("Tab")
    studio.click(studio.see("startTraining"))

    def events():
        logs = list((project / "runs").glob("*/events.jsonl"))
        lines = logs[0].read_text().splitlines() if logs else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def rates():
        return [e["base_rate"] for e in events() if e.get("type") == "iteration"]
    wait(lambda: len(rates()) > 3, "some iterations", 120)
    before = rates()[-1]
    studio.click(studio.see("moreButton"))
    change = studio.until(lambda v: [a for a in v.actions() if a.name == "moreRate" and a.enabled], "the menu")
    studio.click(next(a for a in change.actions() if a.name == "moreRate"))
    studio.until(lambda v: v.find(kind="QInputDialog"), "the question")
    studio.picture("learning_rate")
    studio.press("Return")
    studio.until(lambda v: not v.find(kind="QInputDialog"), "the question to close")
    seen = len(rates())
    wait(lambda: len(rates()) > seen + 5, "more iterations", 120)
    expect(rates()[-1] == before, f"the base rate went from {before} to {rates()[-1]} without a change")
    studio.click(studio.see("stopButton"))
    studio.until(lambda v: v.find("runState").text.startswith("Stopped"), "the run to stop", 60)
    studio.quit()


def lens(desktop, programs, folder, start):
    """What stands beside a box in the hand is what the panel says of it once it is let go."""
    project = sample(programs, folder / "project", 3)
    studio = start(desktop(), project)
    studio.until(lambda v: v.find("canvas").image[2] > 0, "the image")

    def in_the_hand(drag, size):
        said = []

        def there(view):
            """What it says of the box at the end of the way, not of one on the way there."""
            words = view.find("canvas").lens
            sides = re.findall(r"[\d.]+", words.partition("\n")[0])
            return "anchors" in words and all(abs(float(side) - wanted) <= 1.5 for side, wanted in zip(sides, size, strict=False))

        def read():
            said.append(studio.until(there, f"the lens at a box of {size}").find("canvas").lens)
        drag(read)
        # The first line is the size, the last one the cells.
        return "\n".join(said[0].split("\n")[1:-1])

    def of_panel(words):
        studio.until(lambda v: v.find("boxFit").text == words, f"the panel to say what the lens said, {words!r}")
    # In the open, beside the first one, small, thin and nearly the whole image.
    _, _, width, height = studio.look().find("canvas").image
    zoom = studio.look().find("canvas").zoom
    width, height = width / zoom, height / zoom
    for i, (left, top, right, bottom) in enumerate(((0.1, 0.1, 0.4, 0.5), (0.14, 0.13, 0.42, 0.52),
                                                    (0.6, 0.1, 0.63, 0.14), (0.5, 0.05, 0.52, 0.9),
                                                    (0.02, 0.02, 0.98, 0.97))):
        count = len(rows(project, BOXES))
        studio.press("w")
        studio.until(lambda v: v.find("canvas").drawing, "draw mode")
        words = in_the_hand(lambda read: studio.drag(
            studio.on_image(left * width, top * height), studio.on_image(right * width, bottom * height), read),
            ((right - left) * width, (bottom - top) * height))
        wait(lambda: len(rows(project, BOXES)) == count + 1, f"box {i} in the data base")
        if studio.look().find("canvas").drawing:
            studio.press("Escape")
        newest = rows(project, "SELECT max(id) FROM boxes")[0][0]
        if studio.look().find("canvas").selected != [newest]:
            studio.click(studio.on_image(*rows(project, "SELECT (x1 + x2) / 2, (y1 + y2) / 2 FROM boxes WHERE id = ?",
                                               newest)[0]))
        studio.until(lambda v: v.find("canvas").selected == [newest], "the new box to be selected")
        studio.picture(f"lens-{i}")
        of_panel(words)
    # The same while a corner is pulled.
    left, top, x, y = rows(project, "SELECT x1, y1, x2, y2 FROM boxes WHERE id = ?", newest)[0]
    words = in_the_hand(lambda read: studio.drag(
        studio.on_image(x, y), studio.on_image(0.7 * width, 0.6 * height), read),
        (0.7 * width - left, 0.6 * height - top))
    wait(lambda: rows(project, "SELECT x2 FROM boxes WHERE id = ?", newest)[0][0] < 0.8 * width, "the corner to move")
    of_panel(words)
    studio.quit()


def class_colours(desktop, programs, folder, start):
    """A class has one colour, on the image and in the run's charts, from the moment it is chosen."""
    project = folder / "project"
    engine(programs, "sample", project, "--images", 40)
    engine(programs, "train", "--project", project, "--preset", "tiny-from-scratch", "--iterations", 6, "--set",
           "input.short_side=64", "--set", "checkpoint_every=6", "--set", "evaluate_every=2", "--device", "cpu")
    # A network that has learnt nothing has one curve at 0 upon the other: as if it had learnt.
    log = next((project / "runs").glob("*/events.jsonl"))
    events = [json.loads(line) for line in log.read_text().splitlines()]
    for event in events:
        for i, name in enumerate(event["ap"] if event["type"] == "evaluation" else ()):
            event["ap"][name] = 0.02 * event["iteration"] * (i + 1)
    log.write_text("".join(json.dumps(event) + "\n" for event in events))
    screen = desktop()
    studio = start(screen, project)
    screen.hand("windowsize", screen.output("xdotool", "getactivewindow"), 1560, 940)
    wait(lambda: studio.outer()[3] > 900, "the window to grow")
    studio.press("ctrl+4")
    studio.until(lambda v: v.find("runState") and v.find("runState").text.startswith("Finished"), "the run")
    studio.menu("Labels", "labelClasses")
    studio.see("classManager")
    names = [name for (name,) in rows(project, "SELECT name FROM classes ORDER BY position")]
    chosen = {name: f"#{60 * i + 17:02x}e{9 - i:x}{200 - 50 * i:02x}" for i, name in enumerate(names)}
    for i, name in enumerate(names):
        studio.click(studio.look().rows("classTable")[i])
        studio.click(studio.see("classColour"))
        def field(view):
            return next((w for w in view.all(kind="QLineEdit") if w.text.startswith("#")), None)
        studio.click(field(studio.until(field, "the colour dialog")))
        studio.desktop.hand("key", "ctrl+a")
        studio.type(chosen[name])
        studio.until(lambda v: field(v) and field(v).text == chosen[name], "the colour in its field")
        studio.press("Return")
        wait(lambda: rows(project, "SELECT colour FROM classes WHERE name = ?", name)[0][0] == chosen[name],
             f"{name} to be {chosen[name]}")
    studio.picture("class_colours-1-chosen")
    studio.press("Escape")
    studio.until(lambda v: not v.find("classManager"), "the dialog to close")

    def shows(place, name):
        def found():
            return screen.colours(place.x, place.y, place.width, place.height)[chosen[name]] > 15
        return found
    for name in names:
        wait(shows(studio.see("mapChart"), name), f"the curve of {name} in the run's chart to be {chosen[name]}", 10)
    image = rows(project, "SELECT image FROM boxes WHERE image IN (SELECT id FROM images ORDER BY id LIMIT 5) "
                 "GROUP BY image ORDER BY count(DISTINCT class) DESC LIMIT 1")[0][0]
    at = rows(project, "SELECT path FROM images WHERE id = ?", image)[0][0].rpartition("/")[2]
    studio.press("ctrl+2")
    studio.click(next(r for r in studio.until(lambda v: v.rows("imageList"), "the list").rows("imageList") if r.text.startswith(at)))
    canvas = studio.until(lambda v: v.find("canvas").image[2] > 0, "the image").find("canvas")
    for (name,) in rows(project, "SELECT DISTINCT classes.name FROM boxes JOIN classes ON classes.id = class "
                        "WHERE image = ?", image):
        wait(shows(canvas, name), f"the boxes of {name} to be {chosen[name]}", 10)
    studio.picture("class_colours-2-image")
    studio.quit()


def end_engine(desktop, programs, folder, start):
    """The number of a process of another machine is nobody's here; the engine of this machine can be ended."""
    project = sample(programs, folder / "project", 8, 2)
    ran = next((project / "runs").iterdir())
    events = (ran / "events.jsonl").read_text().splitlines(keepends=True)
    (ran / "events.jsonl").write_text("".join(e for e in events if json.loads(e).get("type") != "finished"))
    # Works on the run as far as anybody can see: has its lock, and says nothing.
    held = subprocess.Popen([sys.executable, "-c", "import fcntl, sys, time\nlock = open(sys.argv[1], 'a')\n"
                             "fcntl.flock(lock, fcntl.LOCK_EX)\nprint('held', flush=True)\ntime.sleep(3600)",
                             str(ran / "lock")], stdout=subprocess.PIPE, text=True)
    try:
        expect(held.stdout.readline() == "held\n", "the lock is held")
        stat = Path(f"/proc/{held.pid}/stat").read_text()
        here = {"pid": held.pid, "host": socket.gethostname(),
                "boot": Path("/proc/sys/kernel/random/boot_id").read_text().strip(),
                "started": int(stat.rpartition(")")[2].split()[19])}
        (ran / "lock").write_text(json.dumps(here | {"host": "gpu-box"}) + "\n")
        studio = start(desktop(), project)
        studio.press("ctrl+4")
        view = studio.until(lambda v: v.find("zeroMap") and "has not responded" in v.find("zeroMap").text,
                            "the window to say that the engine is silent", 120)
        said = view.find("zeroMap").text
        studio.picture("end_engine-1-another-machine")
        expect("gpu-box" in said and "End the engine now to end it" not in said, f"the window says: {said}")

        def end():
            studio.click(studio.see("moreButton"))
            view = studio.until(lambda v: [a for a in v.actions() if a.name == "moreEnd"], "the menu")
            return next(a for a in view.actions() if a.name == "moreEnd")
        at = end()
        studio.picture("end_engine-2-menu")
        expect(not at.enabled, "the engine of another machine is offered to be ended")
        studio.click(at)  # nothing happens by accident either
        studio.press("Escape")
        studio.until(lambda v: not v.find("moreMenu"), "the menu to close")
        expect(held.poll() is None, "a process of this machine was ended by the number of one on another")
        (ran / "lock").write_text(json.dumps(here) + "\n")
        at = end()
        expect(at.enabled, "the engine of this machine can be ended")
        studio.click(at)
        wait(lambda: held.poll() is not None, "the engine of this machine to be ended")
        studio.until(lambda v: v.find("runState").text.startswith("The training engine ended"), "the window to say so")
        expect(studio.see("resumeButton").enabled, "the run can be resumed")
        studio.picture("end_engine-3-ended")
        studio.quit()
    finally:
        held.kill()
        held.wait()


def big_project(desktop, programs, folder, start):
    """A walk through 10,000 images. It tells how long the interface's thread was busy; that it is never too long,
    tests/benchmarks/window.py measures on ten times as many."""
    blit, events = large.walk(desktop, programs, folder, start, 10000)
    expect(blit > 0, "the watchdog measured a blit")
    expect(any(e["step"] == "open" for e in events), f"opening a project shows up among {events}")
    large.report(blit, events, 10)


SCENARIOS = {f.__name__: f for f in (main_job, other_project, wheel, held_space, undo_selection, chart_menu, on_screen,
                                     same_image, second_window, learning_rate, lens, class_colours, end_engine, big_project)}

if __name__ == "__main__":
    sys.exit(run(SCENARIOS))
