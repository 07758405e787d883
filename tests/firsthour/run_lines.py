# SPDX-License-Identifier: GPL-3.0-or-later
"""Types the command lines of README, the manual and --help into a shell, one after the other, in a folder that holds what
they speak of. Only these things differ from what stands there: capital words (RUN, FOLDER) are names of things that are
there, "…" is what a person puts there, a|b is typed once for each, and a training ends after two steps. What the texts
name in passing (`split --by stratified`) gets the project it lacks. usage: run_lines.py ANCHOR-ENGINE SOURCE"""
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import typed_lines
from typed_lines import Command, ask, every_text, sub_commands

PROGRAM, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
RUN, FRESH = "pictures/runs/run", "pictures/runs/fresh"
TINY = "--preset tiny-from-scratch --set network.width=0.25 input.short_side=128 evaluate_every=0"
# Words that stand for something, in either language → what lies in the folder.
STANDS_FOR = {"RUN1": "pictures/runs/fold1", "RUN2": "pictures/runs/fold2", "RUN": RUN, "FOLDER": "new-folder", "PROJECT": "cells", "PATH": "BCCD",
              "IMAGES": "photos", "NAME": "anchors", '"class:RBC': '"class:ring', "FILE": "table.csv", "USER@MACHINE": "nobody@nowhere.invalid",
              "运行1": "pictures/runs/fold1", "运行2": "pictures/runs/fold2", "运行": RUN, "文件夹": "new-folder", "用户@机器": "nobody@nowhere.invalid",
              "M": "1", "N": "2", "4": "2"}
# What can only be refused here, and what is said then; tst_remote trains over a real ssh.
REFUSED = {"remote": "cannot be reached"}
# Ends with 1 when it finds something, as compilers do.
MAY_FIND = {"lint": " findings"}

TORCHRUN = """#!/usr/bin/env python3
# Starts processes with the variables that torchrun's documentation lists; the real one comes with PyTorch.
import os, subprocess, sys
words = sys.argv[1:]
each = int(words[words.index("--nproc-per-node") + 1])
command = words[next(i for i, word in enumerate(words) if os.path.basename(word) == "anchor-engine"):]
def started(rank):
    place = dict(RANK=rank, LOCAL_RANK=rank, WORLD_SIZE=each, LOCAL_WORLD_SIZE=each, MASTER_ADDR="127.0.0.1", MASTER_PORT=%d)
    return subprocess.Popen(command, env={**os.environ, **{name: str(value) for name, value in place.items()}})
sys.exit(max(process.wait() for process in [started(rank) for rank in range(each)]))
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class World:
    """A folder with a data set, photographs, weights, runs and an exported network, and a shell in it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        programs = self.folder / "programs"
        programs.mkdir()
        (programs / "anchor-engine").symlink_to(PROGRAM)
        (programs / "torchrun").write_text(TORCHRUN % free_port())
        (programs / "torchrun").chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        self.numbers = itertools.count(1)  # of folders that a line makes
        self.furnish()

    def type(self, line):
        return subprocess.run(["bash", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=600)

    def made(self, line):
        done = self.type(line)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"

    def furnish(self):
        self.made("anchor-engine sample pictures --images 24")
        self.made("anchor-engine export pictures BCCD --format voc")
        photo = min((self.folder / "pictures/images").iterdir())
        self.photo = "photo" + photo.suffix
        shutil.copy(photo, self.folder / self.photo)
        (self.folder / "photos").mkdir()
        shutil.copy(photo, self.folder / "photos")
        self.made(f"anchor-engine train --project pictures --iterations 2 {TINY}")
        self.made("cd pictures/runs && mv 0001-* run && cp -r run fold1 && cp -r run fold2 && cp -r run fresh")
        self.made(f"anchor-engine detect {RUN} {self.photo} --json >found.json")
        self.made(f"anchor-engine export {RUN} exported --most 0 --formats onnx && cp exported/model.onnx model.onnx")
        self.backbone("mobilenet-v2-fpn", "mobilenet_v2")

    def backbone(self, preset, name):
        """Weights by the names that the texts use: ImageNet's where they are, else those of a first step."""
        real = SOURCE / "../shared/data/weights"
        for target, ending in ((f"{name}_imagenet", "safetensors"), (name, "pth")):
            file = self.folder / f"{target}.{ending}"
            if (real / f"{name}_imagenet.{ending}").is_file():
                shutil.copy(real / f"{name}_imagenet.{ending}", file)
            elif ending == "safetensors":
                self.made(f"anchor-engine train --project pictures --iterations 1 --preset {preset} --set input.short_side=128 evaluate_every=0")
                self.made(f"anchor-engine export pictures/runs/0002-{preset} {file.name}")
            else:
                print(f"   {file.name} is not on this machine: lines with it start from {name}_imagenet.safetensors")
                STANDS_FOR[file.name] = f"{name}_imagenet.safetensors"


def typed(line, world):
    """The line with every word that stands for something replaced; several where it offers a choice."""
    words = [STANDS_FOR.get(word, word) for word in line.split(" ")]
    words = [world.photo if word == "photo.jpg" else word for word in words]
    if words[:2] == ["anchor-engine", "layer"]:
        words = ["echo", """'{"feature":[37,56],"image":[600,901],"convention":"pixel"}'""", "|", *words]
    if "train" in words:
        at = words.index("train")
        if "…" in words[at:] or "..." in words[at:]:
            words = [word for i, word in enumerate(words) if i < at or word not in typed_lines.OMITTED] + [RUN]
        words = [FRESH if i > at and word == RUN else word for i, word in enumerate(words)]
        if "--iterations" in words:
            words[words.index("--iterations") + 1] = "2"
        elif "--project" in words:
            words += ["--iterations", "2"]
    words = [word for word in words if word not in typed_lines.OMITTED]
    if "--images" in words and "new-folder" in words:
        words[words.index("new-folder")] = "pictures/images"
    if "export" in words or "--report" in words:
        words = [f"{word}-{next(world.numbers)}" if word == "new-folder" else word for word in words]
    choice = next((word for word in words if re.fullmatch(r"\w+(\|\w+)+", word)), None)
    if choice is None:
        return [" ".join(words)]
    return [" ".join(value if word == choice else f"{word}-{value}" if word.startswith("new-folder") else word for word in words)
            for value in choice.split("|")]


def lines_of(texts, commands):
    """Every line that is a command, once, where it stands first."""
    seen = {}
    for place, found in texts.items():
        for piece in found:
            words = piece.split()
            if re.search(r"(?:^|[ /])anchor-engine [\w-]+", piece):
                line = re.sub(r"^\S*/anchor-engine ", "anchor-engine ", piece)
                name = re.search(r"anchor-engine ([\w-]+)", line)[1]
                if name not in commands or line.split()[-1] == "|" or " | " in line.split("anchor-engine")[1]:
                    continue  # a list of sub-commands
            elif len(words) > 1 and words[0] in commands and not words[1].startswith("--help"):
                name, lacks = words[0], commands[words[0]].least > 0 and words[1].startswith("--")
                line = f"anchor-engine {name} " + ("cells " if lacks else "") + " ".join(words[1:])
                if name == "inspect" and words[1:] == ["--image"]:
                    line += " photo.jpg --preset vgg16-simple"
            else:
                continue
            seen.setdefault(line, (place, name))
    return seen


def main():
    overview = ask("--help").stdout
    commands = {name: Command(name) for name in sub_commands(overview)}
    lines = lines_of(every_text(overview, commands), commands)
    failures = []
    with tempfile.TemporaryDirectory(prefix="anchor-lines-") as folder:
        world = World(folder)
        for line, (place, name) in lines.items():
            for what in typed(line, world):
                world.made(f"cd {FRESH} && rm -rf checkpoints events.jsonl *.lock")  # a run that was not trained yet
                done = world.type(what)
                said = (done.stdout + done.stderr).strip()
                expected = REFUSED.get(name)
                fine = {0, 1} if name in MAY_FIND else {0}
                right = expected in said if expected else done.returncode in fine and MAY_FIND.get(name, "") in said and said
                print(f"{'ok' if right else 'FAILED'}  {place}: {line}" + ("" if what == line else f"\n      typed: {what}"), flush=True)
                if not right:
                    failures.append(what)
                    print("      " + said[-2000:].replace("\n", "\n      "))
    assert len(lines) >= 20, f"only {len(lines)} lines were found: is this program reading the right files?"
    print(f"{len(lines)} lines typed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
