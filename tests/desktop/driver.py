# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the built studio as a hand does: a screen of its own, a window manager, a mouse and a keyboard.

Every input goes through the X server (xdotool, XTEST); nothing is sent to a widget. Where the widgets lie is
asked of the program (app/studio/widget_map.h); what they did is read from the project's data base, from the
run's files and from the window manager.
"""
import json
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

SKIPPED = 77
NEEDED = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xprop": "x11-utils", "import": "imagemagick"}


class Failed(Exception):
    pass


def wait(condition, words, seconds=240.0):
    """Until the condition gives something true; that is returned. The limit only ends a test that fails."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"waited {seconds:.0f} s in vain for: {words}")
        time.sleep(0.03)


def expect(true, words):
    if not true:
        raise Failed(words)


class Place:
    """Where and what a widget, a row, a tab or an action is."""

    def __init__(self, entry):
        self.entry = entry
        self.x, self.y, self.width, self.height = entry.get("seen", entry["place"])

    def __getattr__(self, key):
        try:
            return self.entry[key]
        except KeyError:
            raise AttributeError(f"{key} is not told of {self.entry.get('name')!r}") from None

    def get(self, key, otherwise=None):
        return self.entry.get(key, otherwise)

    @property
    def middle(self):
        return self.x + self.width // 2, self.y + self.height // 2

    def holds(self, other):
        return (self.x <= other.x and self.y <= other.y and other.x + other.width <= self.x + self.width
                and other.y + other.height <= self.y + self.height)


class View:
    """One look at the whole program."""

    def __init__(self, told):
        self.told = told
        self.widgets = [Place(entry) for entry in told["widgets"]]

    def find(self, name=None, **wanted):
        found = self.all(name, **wanted)
        return found[0] if found else None

    def all(self, name=None, **wanted):
        if name is not None:
            wanted["name"] = name
        return [w for w in self.widgets if all(w.get("class" if k == "kind" else k) == v for k, v in wanted.items())]

    def actions(self):
        return [Place(a) for w in self.widgets for a in w.get("actions", [])]

    def rows(self, name):
        view = self.find(name)
        return [Place(row) for row in view.rows] if view else []

    def selected(self, name):
        return [i for i, row in enumerate(self.rows(name)) if row.selected]


class Desktop:
    """An X server on a free display with a window manager; ends with everything that was started on it."""

    def __init__(self, folder, width=1600, height=1000):
        self.folder = folder
        self.size = (width, height)
        self.children = []
        ask, tell = os.pipe()
        self._start(["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{width}x{height}x24", "-noreset",
                     "-nolisten", "tcp"],
                    dict(os.environ), pass_fds=[tell])
        os.close(tell)
        with os.fdopen(ask) as pipe:
            number = pipe.readline().strip()
        expect(number, "Xvfb did not start")
        self.environment = {
            k: v for k, v in os.environ.items()
            if not k.startswith(("QT_", "XDG_", "WAYLAND_", "ANCHOR_", "DBUS_"))}
        self.environment |= {"DISPLAY": ":" + number, "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8",
                             "OMP_WAIT_POLICY": "PASSIVE", "QT_QPA_PLATFORM": "xcb"}
        for name in ("CONFIG", "DATA", "CACHE", "STATE", "RUNTIME"):
            path = folder / "home" / name.lower()
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o700)
            self.environment[f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}"] = str(path)
        try:
            self._start(["openbox", "--sm-disable"], self.environment)
            wait(lambda: "window id" in self.output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")
        except Failed:
            self.close()
            raise

    def _start(self, command, environment, **more):
        child = subprocess.Popen(command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        self.children.append(child)
        return child

    def output(self, *command):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def hand(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True,
                              check=False)
        expect(done.returncode == 0, f"xdotool {' '.join(map(str, words))}: {done.stderr.strip()}")
        return done.stdout.strip()

    def picture(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=False,
                       capture_output=True)

    def colours(self, x, y, width, height):
        """How many dots of each colour, #rrggbb, are in a part of the screen."""
        done = subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "rgb:-"],
                              env=self.environment, check=False, capture_output=True)
        expect(len(done.stdout) == 3 * width * height, f"{width}x{height} dots of the screen: {done.stderr.decode()}")
        dots = (done.stdout[i:i + 3] for i in range(0, len(done.stdout), 3))
        return Counter(f"#{dot.hex()}" for dot in dots)

    def close(self):
        for child in reversed(self.children):
            for what in (signal.SIGTERM, signal.SIGKILL):
                try:  # each leads a session of its own: the engines that a studio started go with it
                    os.killpg(child.pid, what)
                except ProcessLookupError:
                    break
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    pass
        self.children.clear()
        # An engine outlives its studio on purpose, in a session of its own: known by the home it was given.
        mark = f"HOME={self.environment['HOME']}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue


class Studio:
    """The program on a desktop."""

    def __init__(self, desktop, programs, pictures, *arguments, scale=None, name="widgets"):
        self.desktop = desktop
        self.pictures = pictures
        self.map = desktop.folder / f"{name}.json"
        self.wanted = Path(str(self.map) + ".wanted")
        self.wanted.unlink(missing_ok=True)
        environment = desktop.environment | {"ANCHOR_WIDGET_MAP": str(self.map)}
        if scale:
            environment["QT_SCALE_FACTOR"] = str(scale)
        self.process = desktop._start([str(programs / "anchor-studio"), *map(str, arguments)], environment)
        wait(lambda: self.look().find("mainWindow"), "the window")
        self.own = desktop.output("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid))
        wait(lambda: self.look().told["active"] or self.look().find(kind="QMessageBox"), "the window to be active")

    # what is there
    def look(self):
        self.wanted.touch()

        def answered():
            expect(self.process.poll() is None, f"the studio ended with {self.process.returncode}")
            return not self.wanted.exists()
        wait(answered, "an answer of the studio")
        return View(json.loads(self.map.read_text()))

    def until(self, condition, words, seconds=240.0):
        """A look at which the condition holds."""
        def looked():
            view = self.look()
            return view if condition(view) else None
        try:
            return wait(looked, words, seconds)
        except Failed:
            print(self.told(), file=sys.stderr)
            raise

    def see(self, name, **wanted):
        words = f"widget {name} {wanted or ''}"
        return self.until(lambda v: v.find(name, **wanted), words).find(name, **wanted)

    def told(self):
        """What the window says, for a test that fails."""
        return "\n".join(f"  {w.get('class')} {w.name!r} {w.get('text', w.title)!r}" for w in self.look().widgets
                         if w.name or w.get("text"))

    def title(self):
        """As the window manager knows it."""
        return self.desktop.output("xdotool", "getactivewindow", "getwindowname")

    def picture(self, name):
        self.desktop.picture(self.pictures / f"{name}.png")

    # what a hand does
    def point(self, at):
        self.desktop.hand("mousemove", *(at.middle if isinstance(at, Place) else at))

    def click(self, at, button=1, times=1):
        before = self.look().told["presses"]
        self.point(at)
        self.desktop.hand("click", "--repeat", times, "--delay", 20, button)
        if times == 1 and button < 4:
            wait(lambda: self.look().told["presses"] > before, "the press to arrive")

    def press(self, *keys):
        for key in keys:
            before = self.look().told["keys"]
            self.desktop.hand("key", key)
            wait(lambda: self.look().told["keys"] > before, f"the key {key} to arrive")

    def type(self, words):
        self.desktop.hand("type", "--delay", 4, words)

    def wheel(self, at, turns):
        """Turns over a place, and waits until the program has had them all."""
        before = self.look().told["wheels"]
        self.point(at)
        self.desktop.hand("click", "--repeat", abs(turns), "--delay", 15, 5 if turns > 0 else 4)
        wait(lambda: self.look().told["wheels"] >= before + abs(turns), "the turns of the wheel to arrive")

    def drag(self, start, end, before_release=lambda: None):
        self.point(start)
        self.desktop.hand("mousedown", 1)
        try:
            for part in (0.3, 0.7, 1.0):
                self.point((round(start[0] + part * (end[0] - start[0])),
                            round(start[1] + part * (end[1] - start[1]))))
            before_release()
        finally:
            self.desktop.hand("mouseup", 1)

    def menu(self, *path):
        """Titles of menus, then the name or text of an action."""
        for i, step in enumerate(path):
            def entry(view):
                found = [a for a in view.actions() if step in (a.name, a.text, a.text.rstrip("…"))]
                return found[-1] if found else None
            self.until(entry, f"the entry {step}")
            at = entry(self.look())
            expect(at.enabled, f"{step} can be chosen")
            self.click(at)

    def fill(self, name, words):
        field = self.see(name)
        self.click(field)
        self.desktop.hand("key", "ctrl+a")
        self.type(words)

    def choose_path(self, path):
        """In the file dialog that is open."""
        self.see("fileNameEdit")
        self.fill("fileNameEdit", str(path))
        self.until(lambda v: v.find("fileNameEdit").text == str(path), "the path in the dialog")
        self.desktop.hand("key", "Return")
        self.until(lambda v: not v.find("fileNameEdit"), "the file dialog to close")

    def answer(self, words=None, key="Return"):
        """The message box that asks or tells."""
        self.until(lambda v: v.find(kind="QMessageBox"), words or "a message")
        said = [w.text for w in self.look().widgets if w.name == "qt_msgbox_label"]
        self.press(key)
        self.until(lambda v: not [w for w in v.widgets if w.name == "qt_msgbox_label" and w.text in said],
                   "the message to close")
        return said[0] if said else ""

    def on_image(self, x, y):
        """The place on the screen of a point of the image."""
        canvas = self.look().find("canvas")
        left, top, _, _ = canvas.image
        return round(left + x * canvas.zoom), round(top + y * canvas.zoom)

    def quit(self):
        self.desktop.hand("key", "ctrl+q")
        wait(lambda: self.process.poll() is not None, "the studio to end")
        expect(self.process.returncode == 0, f"the studio ended with {self.process.returncode}")

    def outer(self):
        """The window with its frame as the window manager shows it: x, y, width, height."""
        window = self.desktop.output("xdotool", "getactivewindow")
        inner = dict(line.split("=") for line in
                     self.desktop.output("xdotool", "getwindowgeometry", "--shell", window).splitlines())
        words = self.desktop.output("xprop", "-id", window, "_NET_FRAME_EXTENTS").partition("=")[2]
        left, right, top, bottom = (int(w) for w in words.split(",")) if words else (0, 0, 0, 0)
        return (int(inner["X"]) - left, int(inner["Y"]) - top, int(inner["WIDTH"]) + left + right,
                int(inner["HEIGHT"]) + top + bottom)


def rows(project, query, *values):
    """Reads the project's data base beside the program."""
    base = sqlite3.connect(f"file:{project / 'project.anchor'}?mode=ro", uri=True, timeout=10)
    try:
        return base.execute(query, values).fetchall()
    finally:
        base.close()


def write_png(file, width, height, colour_at):
    data = b"".join(b"\0" + bytes(c for x in range(width) for c in colour_at(x, y)) for y in range(height))

    def part(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                     + part(b"IDAT", zlib.compress(data)) + part(b"IEND", b""))


def run(scenarios):
    """NAME FOLDER: the scenario's name and the build folder."""
    name, build = sys.argv[1], Path(sys.argv[2]).resolve()
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        print(f"Skipped: a screen and a hand are missing. Install them with: apt install {' '.join(missing)}")
        return SKIPPED
    folder = Path(tempfile.mkdtemp(prefix="desktop-"))
    desktops = []

    def desktop(*size):
        desktops.append(Desktop(folder, *size))
        return desktops[-1]
    pictures = build / "screenshots" / "desktop"
    try:
        scenarios[name](desktop, build / "bin", folder,
                        lambda on, *arguments, **more: Studio(on, build / "bin", pictures, *arguments, **more))
        print(f"{name}: passed")
        return 0
    except Failed as failure:
        print(f"{name}: {failure}", file=sys.stderr)
        for i, one in enumerate(desktops):
            if one.children:
                one.picture(pictures / f"{name}-failed-{i}.png")
        return 1
    finally:
        for one in desktops:
            one.close()
        shutil.rmtree(folder, ignore_errors=True)
