# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes stand-ins for the CUDA libraries that torch's wheel links but never calls on a machine without a GPU.

usage: absent_libraries.py TORCH_LIB_FOLDER OUTPUT_FOLDER
The real ones are 3 GB to fetch and unpack, for an import that then uses the CPU. Each stand-in has the name, the
symbols and the symbol versions that torch's libraries ask for; a call would end the process.
"""
import collections
import re
import subprocess
import sys
from pathlib import Path

PRESENT = re.compile(r"lib(c10|torch|shm|gomp|cudart|cupti|c|m|rt|dl|pthread|gcc_s|stdc\+\+)[._-]|ld-linux")


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    needed, versions, symbols = set(), collections.defaultdict(set), collections.defaultdict(set)
    for name in ("torch_cuda", "torch_cuda_linalg", "torch_nvshmem", "torch_python", "c10_cuda"):
        path = folder / f"lib{name}.so"
        if not path.exists():
            continue
        text = output_of("objdump", "-p", str(path))
        needed.update(n for n in re.findall(r"NEEDED\s+(\S+)", text) if not PRESENT.match(n) and not n.startswith("libtorch"))
        for library, entries in re.findall(r"required from (\S+):\n((?:\s+0x.*\n)+)", text):
            versions[library].update(re.findall(r"\s(\S+)\n", entries))
        for symbol, version in re.findall(r" U (\w+)(?:@+(\S+))?", output_of("nm", "-D", "--undefined-only", str(path))):
            symbols[version].add(symbol)
    defined = set()
    for path in folder.glob("*.so*"):
        defined.update(re.findall(r" [TDBVWRi] (\w+)", output_of("nm", "-D", "--defined-only", str(path))))
    for library in sorted(needed):
        wanted = {version: symbols[version] for version in versions[library]}
        if not wanted:  # unversioned: by the library's own prefix
            prefix = re.match(r"lib([a-z]+)", library, re.IGNORECASE).group(1).lower()
            wanted = {"": {s for s in symbols[""] - defined if s.lower().lstrip("p").startswith(prefix)}}
        source = out / f"{library}.c"
        source.write_text("void abort(void);\n" + "".join(
            f"void {symbol}(void) {{ abort(); }}\n" for names in wanted.values() for symbol in sorted(names)))
        script = out / f"{library}.map"
        script.write_text("".join(f"{version} {{ global: *; }};\n" for version in wanted if version))
        versioned = [f"-Wl,--version-script={script}"] if any(wanted) else []
        subprocess.run(["gcc", "-shared", "-fPIC", "-w", "-fno-builtin", str(source), f"-Wl,-soname,{library}",
                        *versioned, "-o", str(out / library)], check=True)


if __name__ == "__main__":
    main()
