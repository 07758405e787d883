# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes every command line that README, the manual and --help say to type, and asks the program whether it knows the
sub-command, the options, their values and as many arguments. usage: typed_lines.py ANCHOR-ENGINE SOURCE"""
import re
import shlex
import subprocess
import sys
from pathlib import Path

PROGRAM, SOURCE = sys.argv[1], Path(sys.argv[2])
OMITTED = {"…", "..."}


def ask(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)


class Command:
    """What `anchor-engine NAME --help` says: its options with the values they take, and how many arguments."""

    def __init__(self, name):
        self.help = ask(name, "--help").stdout
        self.options, self.least, self.most = {}, 0, 0
        part = ""
        for line in self.help.splitlines():
            if line.rstrip().endswith(":") and not line.startswith(" "):
                part = line.strip()
            elif part == "Options:" and (found := re.match(r"  (?:-\w,)?(--[\w-]+)(.*)", line)):
                kind = re.match(r" ([A-Z]+\b)(\S*)( \.\.\.| x \d+)?", found[2])
                self.options[found[1]] = kind
            elif part == "Positionals:" and re.match(r"  \w", line):
                self.least += " REQUIRED" in line
                self.most += 1000 if " ... " in line else 1

    def faults(self, words, whole):
        """What the program would refuse. Not whole: a piece of a line, which may lack arguments and values."""
        arguments, at = 0, 0
        while at < len(words):
            word = words[at]
            at += 1
            if word in OMITTED:
                arguments = max(arguments, self.least)
            elif not word.startswith("--"):
                arguments += 1
            elif word not in self.options:
                yield f"{word} is not an option"
            elif (kind := self.options[word]) is not None:
                if at >= len(words):
                    if whole:
                        yield f"{word} has no value"
                    continue
                several = bool(kind[3])
                while at < len(words) and not words[at].startswith("--"):
                    yield from self.value_faults(word, kind[2], words[at])
                    at += 1
                    if not several or word == "--set":
                        break
        if arguments > self.most or (whole and arguments < self.least):
            yield f"{arguments} arguments, where it takes {self.least} to {self.most}"

    def value_faults(self, option, choices, given):
        allowed = re.search(r"\{(.*)\}", choices)
        field, _, values = given.partition("=")
        for value in (values if option == "--set" else given).split("|"):
            if allowed and value not in allowed[1].split(",") and not value.isupper():
                yield f"{option} {value} is none of {allowed[1]}"
            if option == "--preset" and value.islower() and not (SOURCE / f"resources/presets/{value}.json").exists():
                yield f"{value} is no preset"
            if option == "--set":
                # Fields are read before the project, so that one that is not there ends it.
                said = ask("train", "--project", "/nowhere", "--set", f"{field}={value}").stderr
                if "--set" in said or "/nowhere" not in said:
                    yield f"--set {field}={value}: {said.strip()}"
            if option == "--format" and value.islower() and not re.search(rf"\b{value}\b", self.help):
                yield f"--format {value} is not named by --help"


def pieces(text):
    """Everything in backquotes, and every line of a block."""
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield line.split("  #")[0].strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def sub_commands(overview):
    return re.findall(r"^  ([a-z]+) ", overview.split("Subcommands:")[1].split("Examples:")[0], re.M)


def every_text(overview, commands):
    """Text → its pieces: README first, the manual, and --help of all sub-commands."""
    texts = {path.relative_to(SOURCE): list(pieces(path.read_text(encoding="utf-8")))
             for path in [SOURCE / "README.md", SOURCE / "CONTRIBUTING.md", *sorted((SOURCE / "docs/manual").glob("*/*.md"))]}
    helps = {"": overview, **{name + " ": command.help for name, command in commands.items()}}
    for name, said in helps.items():
        texts[f"anchor-engine {name}--help"] = [line.strip() for line in said.splitlines()
                                                if "anchor-engine " in line and "Usage" not in line]
    return texts


def main():
    overview = ask("--help").stdout
    names = sub_commands(overview)
    commands = {name: Command(name) for name in names}
    manual = (SOURCE / "docs/manual/en/command-line.md").read_text(encoding="utf-8")
    texts = every_text(overview, commands)
    every_option = {option for command in commands.values() for option in command.options}
    failures, lines = [], 0

    listed = re.search(r"`build/bin/anchor-engine` has (.*?);", manual)
    if not listed or sorted(re.findall(r"`(\w+)`", listed[1])) != sorted(names):
        failures.append(f"The manual lists other sub-commands than the program has: {sorted(names)}")
    for place, found in texts.items():
        for piece in found:
            script = re.match(r"(?:\./)?((?:tests|docs|cmake|installer)/[\w/.]+\.(?:sh|py)|studio|check)(?= |$)", piece)
            if script and not (SOURCE / script[1]).is_file():
                failures.append(f"{place}: {piece}: there is no {script[1]}")
            typed = re.search(r"(?:^|[ /])anchor-engine (.+)", piece)
            words = piece.split()
            if not typed and not (len(words) > 1 and words[0] in commands):
                if words and words[0].startswith("--") and "anchor" not in piece and place.__class__ is not str:
                    lines += 1
                    if words[0] not in every_option and words[0] not in ("--help", "--headless", "--version"):
                        failures.append(f"{place}: {piece}: no sub-command has {words[0]}")
                    elif words[0] == "--set":
                        failures += [f"{place}: {piece}: {fault}" for fault in commands["train"].faults(words, False)]
                continue
            lines += 1
            words = shlex.split(typed[1] if typed else piece)
            if "|" in words:  # a choice of sub-commands
                failures += [f"{place}: {piece}: no sub-command {word}" for word in words if word != "|" and word not in commands]
            elif words[0] not in commands and not (words[0].isupper() or words[0].startswith("--")):
                failures.append(f"{place}: {piece}: no sub-command {words[0]}")
            elif words[0] in commands and len(words) > 1:
                failures += [f"{place}: {piece}: {fault}" for fault in commands[words[0]].faults(words[1:], bool(typed))]
    assert lines >= 60, f"only {lines} lines were found: is this program reading the right files?"
    print(f"{lines} lines in {len(texts)} texts, {len(commands)} sub-commands")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
