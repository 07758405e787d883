#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the ten longest files and functions, and fails for one above the limit that has no reason here.

Usage: longest.py CHECKOUT. Functions are found by how clang-format lays them out: a head that ends with "{" and a "}"
in its column. Lines are counted from the head to that brace.
"""
import re
import subprocess
import sys
from pathlib import Path

MOST_FILE, MOST_FUNCTION = 400, 60

# Why a reader accepts it. A number above which even the reason does not hold.
LONG_FILES = {
    "datasets/formats/corner_text.cpp": (440, "five dialects of one format, told apart by the same evidence"),
    "engine/export/detector_script.cpp": (440, "mostly the TorchScript program that it writes"),
    "engine/layers/layers.cpp": (440, "a short function for each layer of the `layer` command"),
    "engine/selftest/selftest.cpp": (420, "a list of short checks that know nothing of each other"),
    "ui/charts/live_chart.cpp": (420, "many short functions of one class; goes with the Train workspace"),
    "ui/training/train_dialog.cpp": (420, "goes with the Train workspace"),
}
LONG_FUNCTIONS = {
    "Machine::step": (140, "a line for each opcode of pickle, in the order of its reference"),
    "allRows": (90, "a table: the label formats"),
    "MainWindow::buildViewMenu": (90, "goes with the new frame of the window"),
    "MainWindow::connectData": (80, "goes with the new frame of the window"),
}
SOURCES = ("app", "ui", "engine", "datasets", "docs")
NO_FUNCTION = re.compile(r"\s*(namespace|struct|class|enum|union|extern|#|//|\*|if|for|while|switch|else|do|try|catch|case)\b")


def sources(root):
    listed = subprocess.run(["git", "-C", root, "ls-files"], capture_output=True, text=True, check=False).stdout.split("\n")
    names = listed if any(listed) else [str(p.relative_to(root)) for p in Path(root).rglob("*")]
    return [n for n in names if n.endswith((".cpp", ".h", ".cu")) and n.split("/")[0] in SOURCES + ("tests",)
            and not n.startswith("tests/data/") and (Path(root) / n).is_file()]


def functions(lines):
    """(name, first line, length) of every function that is no lambda."""
    for first, line in enumerate(lines):
        if not line.endswith("{") or NO_FUNCTION.match(line):
            continue
        indent = len(line) - len(line.lstrip())
        head, start = line, first
        # A head of several lines begins where the indentation falls back.
        while start > 0 and head.count("(") < head.count(")"):
            start -= 1
            head = lines[start] + " " + head
        indent = len(lines[start]) - len(lines[start].lstrip())
        name = re.match(r"\s*(?:[\w:<>,&*~\[\] ]+?[ &*])?((?:\w+::)*[~\w]+|operator\S+)\(", head)
        if not name or NO_FUNCTION.match(head) or indent > 2 or "= [" in head or "=" in head.split("(")[0]:
            continue
        close = " " * indent + "}"
        for last in range(first + 1, len(lines)):
            if lines[last].startswith(close) and len(lines[last].rstrip(";,) ")) == len(close):
                yield name.group(1), start + 1, last - start + 1
                break


def main(root):
    files, found = [], []
    for name in sources(root):
        lines = (Path(root) / name).read_text(encoding="utf-8").splitlines()
        files.append((len(lines), name))
        if name.split("/")[0] in SOURCES:
            found += [(length, name, first, function) for function, first, length in functions(lines)]
    files.sort(reverse=True)
    found.sort(reverse=True)
    print("Longest files")
    for length, name in files[:10]:
        print(f"  {length:5}  {name}")
    print("Longest functions")
    for length, name, first, function in found[:10]:
        print(f"  {length:5}  {name}:{first} {function}")
    print(f"{len(files)} files, {len(found)} functions, {sum(length > 40 for length, *_ in found)} of them over 40 lines, "
          f"{sum(length for length, _ in files)} lines")
    wrong = []
    for length, name in files:
        if name.startswith("tests/"):
            continue  # a suite is as long as its cases are many
        most = LONG_FILES.get(name, (MOST_FILE, ""))[0]
        if length > most:
            wrong.append(f"{name} has {length} lines, more than {most}: part it, or give a reason in tests/habits/longest.py")
    for length, name, first, function in found:
        most = LONG_FUNCTIONS.get(function, (MOST_FUNCTION, ""))[0]
        if length > most:
            wrong.append(f"{name}:{first} {function} has {length} lines, more than {most}: part it, or give a reason in tests/habits/longest.py")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
