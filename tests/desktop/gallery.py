#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Photographs the window: gallery.py BUILD_FOLDER PROJECT OUT [LOOK...].

Opens a copy of PROJECT (with a trained run) in each look (theme, language, size and scale), visits the welcome page, the
four workspaces, every stage and report, and every entry of the menus that opens a window, and takes a picture of
each. Esc must close what it opened; what stays open, or sticks out of the screen, is named, and the exit status is 1. Takes minutes a
look, so it is no part of ./check: run it before a release and look at the pictures.
"""
import shutil
import sys
import tempfile
import time
from pathlib import Path

from driver import Desktop, Failed, Place, Studio

# name: theme, language, screen, scale
LOOKS = {
    "light": ("light", "en", (1440, 900), 1),
    "dark": ("dark", "en", (1440, 900), 1),
    "chinese": ("light", "zh_CN", (1440, 900), 1),
    "chinese_dark_small": ("dark", "zh_CN", (1024, 640), 1),
    "small": ("light", "en", (1024, 640), 1),
    "large": ("light", "en", (1920, 1080), 1.5),
    "double": ("dark", "en", (2880, 1800), 2),
}
# These end the program, or start something that works on.
LEFT_ALONE = {"fileQuit", "fileClose", "fileSample"}


class Gallery:
    def __init__(self, programs, project, out, look):
        theme, language, size, scale = LOOKS[look]
        self.out, self.look = out / look, look
        self.wrong = []
        self.folder = Path(tempfile.mkdtemp(prefix="gallery-"))
        self.desktop = Desktop(self.folder, *size)
        settings = self.folder / "home" / "config" / "AnchorStudio"
        settings.mkdir(parents=True)
        settings.joinpath("anchor-studio.conf").write_text(f"[window]\ntheme={theme}\nlanguage={language}\n")
        self.project = self.folder / project.name
        shutil.copytree(project, self.project)
        self.programs, self.scale = programs, scale

    def shoot(self, name):
        time.sleep(0.6)  # fades, thumbnails and curves
        self.desktop.picture(self.out / f"{name}.png")

    def start(self, *arguments):
        return Studio(self.desktop, self.programs, self.out, *arguments, scale=self.scale)

    def windows(self, studio):
        return [w for w in studio.look().widgets
                if w.get("frame") and w.name != "mainWindow" and w.get("class") not in ("QMenu", "QTipLabel")]

    def clear(self, studio, name):
        """Esc until nothing but the window is left."""
        for _ in range(4):
            if not self.windows(studio):
                return
            self.desktop.hand("key", "Escape")
            time.sleep(0.4)
        self.wrong.append(f"{self.look}: Esc does not close {name}: {[w.get('class') for w in self.windows(studio)]}")
        self.desktop.hand("key", "alt+F4")
        time.sleep(0.5)

    def held(self, studio, name):
        """Windows lie on the screen."""
        x, y, width, height = studio.look().told["screen"]
        for w in self.windows(studio):
            left, top, wide, high = w.frame
            if left < x or top < y or left + wide > x + width or top + high > y + height:
                self.wrong.append(f"{self.look}: {name} sticks out of the screen: {w.frame} in {x, y, width, height}")

    def menus(self, studio):
        """Place in the menu bar, and the names of the entries that open something."""
        bar = next(w for w in studio.look().widgets if w.get("class") == "QMenuBar")
        for at, title in enumerate(bar.actions):
            studio.click(Place(title))
            menu = studio.until(lambda v: v.find(kind="QMenu"), "the menu").find(kind="QMenu")
            self.shoot(f"menu_{at}")
            names = [a["name"] for a in menu.actions if a["text"].rstrip().endswith("…") and a["enabled"]]
            studio.press("Escape")
            studio.press("Escape")
            yield at, [n for n in names if n and n not in LEFT_ALONE]

    def choose(self, studio, at, name):
        bar = next(w for w in studio.look().widgets if w.get("class") == "QMenuBar")
        studio.click(Place(bar.actions[at]))
        menu = studio.until(lambda v: v.find(kind="QMenu"), "the menu").find(kind="QMenu")
        studio.click(next(Place(a) for a in menu.actions if a["name"] == name))

    def dialogs(self, studio):
        for at, names in list(self.menus(studio)):
            for name in names:
                try:
                    self.choose(studio, at, name)
                    time.sleep(0.8)
                    self.shoot(f"dialog_{name}")
                    self.held(studio, name)
                    self.clear(studio, name)
                except Failed as failure:
                    self.wrong.append(f"{self.look}: {name}: {failure}")

    def tabs(self, studio, name):
        for bar in [w for w in studio.look().widgets if w.get("tabs") and len(w.tabs) > 1]:
            for i in range(len(bar.tabs)):
                now = next((w for w in studio.look().widgets if w.name == bar.name and w.get("tabs")), None)
                if now is None or i >= len(now.tabs):
                    break
                studio.click(Place(now.tabs[i]))
                self.shoot(f"{name}_tab_{i}")

    def workspaces(self, studio):
        studio.press("ctrl+1")
        self.shoot("data")
        studio.press("ctrl+2")
        self.shoot("label")
        canvas = studio.until(lambda v: v.find("canvas") and v.find("canvas").image[2] > 0, "the image").find("canvas")
        studio.click(canvas, 3)
        self.shoot("label_menu")
        studio.press("Escape")
        studio.fill("imageSearch", "clas:nothing")
        self.shoot("label_unknown_term")
        studio.fill("imageSearch", "no such image")
        self.shoot("label_empty_result")
        studio.fill("imageSearch", " ")
        self.desktop.hand("key", "ctrl+a", "BackSpace", "Escape")
        studio.press("ctrl+3")
        for stage in range(1, 7):
            studio.press(f"alt+{stage}")
            self.shoot(f"inspect_{stage}")
        studio.press("ctrl+4")
        self.shoot("train")
        self.tabs(studio, "train")

    def whole(self):
        try:
            studio = self.start()
            self.shoot("welcome")
            studio.quit()
            studio = self.start(self.project)
            studio.until(lambda v: v.find("workspaceLabel"), "the workspaces")
            self.workspaces(studio)
            studio.press("ctrl+2")
            self.dialogs(studio)
            studio.quit()
        finally:
            self.desktop.close()
            shutil.rmtree(self.folder, ignore_errors=True)
        return self.wrong


def main():
    build, project, out, *looks = sys.argv[1:]
    wrong = []
    for look in looks or LOOKS:
        wrong += Gallery(Path(build).resolve() / "bin", Path(project).resolve(), Path(out).resolve(), look).whole()
        print(f"{look}: done", flush=True)
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
