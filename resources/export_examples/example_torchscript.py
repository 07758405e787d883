"""Finds objects with an exported TorchScript detector.

usage: python example_torchscript.py IMAGE... [--model model.torchscript.pt]
Needs torch, numpy and Pillow; model.torchvision.pt needs torchvision as well. read_picture.py lies beside it.
Everything else - resizing, normalisation, suppression - is inside the file.
"""
import argparse
import json
from pathlib import Path

import torch

import read_picture


def find(model_path, images, device="cpu"):
    """One entry for each image: its path and its detections."""
    if str(model_path).endswith("torchvision.pt"):
        import torchvision  # registers the operators that the file asks for
    model = torch.jit.load(str(model_path), map_location=device)
    answers = []
    for path in images:
        pixels = torch.from_numpy(read_picture.read(path)).permute(2, 0, 1)  # [3,H,W], 0 to 255
        with torch.no_grad():
            boxes, labels, scores = model(pixels.to(device))
        answers.append({"image": str(path), "detections": [
            {"class": model.classes[label], "score": score, "box": box}
            for box, label, score in zip(boxes.tolist(), labels.tolist(), scores.tolist())]})
    return answers


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("images", nargs="+")
    parser.add_argument("--model", default=str(here / "model.torchscript.pt"))
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    print(json.dumps(find(options.model, options.images, options.device)))


if __name__ == "__main__":
    main()
