# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples beside each export; called by stock_python.sh. Writes found/<engine> <file>.json for each."""
import importlib.util
import json
import sys
from pathlib import Path


def example(path):
    sys.path[0] = str(path.parent)  # as for a program that is started there
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def runs(export):
    """Every engine that each file of the export is for."""
    script = example(export / "example_torchscript.py")
    onnx = example(export / "example_onnx.py")
    for name in ("model.torchscript.pt", "model.torchvision.pt"):
        yield "torch", name, script.find
    for name in ("model.onnx", "trunk.onnx"):
        if (export / name).exists():
            for engine in ("onnxruntime", "opencv"):
                yield engine, name, lambda model, images, engine=engine: onnx.find(model, images, engine)


def check_standard(path):
    """The file is what the ONNX standard says, shapes and types too."""
    import onnx
    onnx.checker.check_model(str(path), full_check=True)


def main():
    for preset in sys.argv[2:]:
        folder = Path(sys.argv[1]) / preset
        images = (folder / "images").read_text().splitlines()
        (folder / "found").mkdir()
        for path in (folder / "export").glob("*.onnx"):
            check_standard(path)
        for engine, name, find in runs(folder / "export"):
            answers = find(folder / "export" / name, images)
            (folder / "found" / f"{engine} {name}.json").write_text(json.dumps(answers))


if __name__ == "__main__":
    main()
