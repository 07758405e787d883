#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the names in changed sources to the rules of .clang-tidy (readability-identifier-naming).

Usage: names.py CHECKOUT BUILD [--since REVISION | FILE...]. Changed is what differs from REVISION; without one, from
where the branch left the shared one, or from the last commit where nothing was added to it. Ends with 77 (skipped)
where there is no clang-tidy, or no history to compare with.
"""
import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOMS = ("app", "ui", "engine", "datasets")
# A file with LibTorch's headers takes 20 s; more than these would make a large change wait for its names.
MOST = 60
WARNING = re.compile(r"^(?P<place>\S+:\d+:\d+): warning: (?P<says>.*) \[readability-identifier-naming\]$", re.MULTILINE)


def git(root, *words):
    return subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)


def skip(why):
    print(f"Skipped: {why}")
    sys.exit(77)


def first_of_change(root):
    """The revision before the change."""
    head = git(root, "rev-parse", "HEAD").stdout.strip()
    left = git(root, "merge-base", "HEAD", "origin/HEAD").stdout.strip()
    if left and left != head:
        return left
    before = git(root, "rev-parse", "--verify", "--quiet", "HEAD~1").stdout.strip()
    return before or skip("there is no earlier commit to compare with")


def changed(root, since):
    listed = git(root, "diff", "--name-only", "--diff-filter=d", since).stdout.split("\n")
    listed += git(root, "ls-files", "--others", "--exclude-standard").stdout.split("\n")
    return [name for name in listed if name.split("/")[0] in ROOMS and name.endswith((".cpp", ".h"))]


def compiled(build):
    """The sources that the build compiles, as it names them."""
    commands = json.loads((build / "compile_commands.json").read_text())
    return {os.path.realpath(os.path.join(c["directory"], c["file"])) for c in commands}


def warnings(root, build, name):
    told = subprocess.run(
        ["clang-tidy", "-p", build, "--checks=-*,readability-identifier-naming", "--quiet",
         "--extra-arg=-Wno-unknown-warning-option", name],
        capture_output=True, text=True, cwd=root, check=False)
    return [f"{os.path.relpath(m['place'], root)}: {m['says']}" for m in WARNING.finditer(told.stdout)]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("root", type=Path)
    options.add_argument("build", type=Path)
    options.add_argument("files", nargs="*")
    options.add_argument("--since")
    o = options.parse_args()
    root, build = o.root.resolve(), o.build.resolve()
    if subprocess.run(["which", "clang-tidy"], capture_output=True, check=False).returncode != 0:
        skip("clang-tidy is not installed")
    names = o.files or changed(root, o.since or first_of_change(root))
    # A header is read with its source, and has no command of its own.
    built = compiled(build)
    sources = sorted({str(Path(n).with_suffix(".cpp")) for n in names})
    sources = [n for n in sources if os.path.realpath(root / n) in built]
    if len(sources) > MOST and not o.files:
        print(f"{len(sources)} sources changed; the names of {len(sources) - MOST} are not looked at: {' '.join(sources[MOST:])}")
        sources = sources[:MOST]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = sorted({w for each in pool.map(lambda n: warnings(root, build, n), sources) for w in each})
    print(f"{len(sources)} sources looked at")
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
