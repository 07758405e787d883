"""Finds objects with an exported ONNX detector: model.onnx, or trunk.onnx and head.onnx.

usage: python example_onnx.py IMAGE... [--model model.onnx] [--engine onnxruntime]
Needs numpy, Pillow and onnxruntime, or OpenCV 5 (--engine opencv); read_picture.py lies beside it.
model.json beside the model says how images are prepared. With trunk.onnx the steps between the two networks
are done here, in NumPy: proposals, RoI pooling or alignment, and the last suppression.
"""
import argparse
import json
from pathlib import Path

import numpy as np

import read_picture

FLOAT = np.float32


class Network:
    """One ONNX file in the chosen engine."""

    def __init__(self, path, engine):
        self.engine = engine
        self.path = str(path)
        if engine != "opencv":
            import onnxruntime
            self.net = onnxruntime.InferenceSession(str(path), providers=onnxruntime.get_available_providers())

    def run(self, outputs, **inputs):
        if self.engine != "opencv":
            return self.net.run(outputs, inputs)
        import cv2
        # OpenCV 5.0 holds on to the number of detections of the image before; a network read anew does not.
        net = cv2.dnn.readNetFromONNX(self.path)
        for name, value in inputs.items():
            net.setInput(value, name)
        try:
            found = net.forward(outputs)
        except cv2.error as error:
            # A picture without proposals gives the head no rows, for which OpenCV 5.0 has packed no weights.
            if "pre-packed" not in str(error):
                raise
            found = [None] * len(outputs)
        # An array of no rows comes back as None.
        return [np.empty(0, FLOAT) if out is None else out for out in found]


def prepared(pixels, settings):
    """[H,W,3] → [1,3,h,w] as the network was trained, and (height, width, scale, scale x, scale y)."""
    how = settings["input"]
    height, width = pixels.shape[:2]
    scale = min(FLOAT(how["short_side"]) / FLOAT(min(height, width)), FLOAT(how["long_side"]) / FLOAT(max(height, width)))
    if how["rounding"] == "down":
        side = lambda length: max(1, int(np.floor(FLOAT(length) * scale * FLOAT(1 + 1e-6))))
    else:
        side = lambda length: max(1, int(np.floor(FLOAT(length) * scale + FLOAT(0.5))))
    rows, columns = side(height), side(width)

    def taps(source, target):
        at = np.maximum((np.arange(target, dtype=FLOAT) + FLOAT(0.5)) * (FLOAT(source) / FLOAT(target)) - FLOAT(0.5), FLOAT(0))
        low = np.minimum(at.astype(np.int64), source - 1)
        return low, np.minimum(low + 1, source - 1), at - low.astype(FLOAT)

    top, bottom, wy = taps(height, rows)
    left, right, wx = taps(width, columns)
    image = pixels.astype(FLOAT).transpose(2, 0, 1)
    if how["channels"] == "bgr":
        image = image[::-1]
    upper = image[:, top][:, :, left] * (1 - wx) + image[:, top][:, :, right] * wx
    lower = image[:, bottom][:, :, left] * (1 - wx) + image[:, bottom][:, :, right] * wx
    image = upper * (1 - wy)[:, None] + lower * wy[:, None]
    std = np.array(how["std"], FLOAT)[:, None, None]
    mean = np.array(how["mean"], FLOAT)[:, None, None]
    image = image * (FLOAT(how["range"]) / FLOAT(255) / std) - mean / std
    pad = how["pad_to"]
    padded = np.zeros((1, 3, -(-rows // pad) * pad, -(-columns // pad) * pad), FLOAT)
    padded[0, :, :rows, :columns] = image
    if settings["anchors"]["convention"] == "pixel":
        ratio = scale, scale
    else:
        ratio = FLOAT(columns) / FLOAT(width), FLOAT(rows) / FLOAT(height)
    return padded, np.array([rows, columns, scale, *ratio], FLOAT)


def decoded(boxes, deltas, offset, info):
    """Boxes moved and grown as the deltas say, within the image."""
    w = boxes[:, 2] - boxes[:, 0] + offset
    h = boxes[:, 3] - boxes[:, 1] + offset
    cx = boxes[:, 0] + FLOAT(0.5) * w + deltas[:, 0] * w
    cy = boxes[:, 1] + FLOAT(0.5) * h + deltas[:, 1] * h
    limit = FLOAT(np.log(1000 / 16))
    half_w = FLOAT(0.5) * (w * np.exp(np.minimum(deltas[:, 2], limit)))
    half_h = FLOAT(0.5) * (h * np.exp(np.minimum(deltas[:, 3], limit)))
    out = np.stack([cx - half_w, cy - half_h, cx + half_w, cy + half_h], 1)
    last = np.array([info[1], info[0], info[1], info[0]], FLOAT) - offset
    return np.minimum(np.maximum(out, 0), last)


def suppressed(boxes, scores, threshold, offset, most):
    """Places of what greedy suppression keeps, best first."""
    order = np.argsort(-scores, kind="stable")
    area = (boxes[:, 2] - boxes[:, 0] + offset) * (boxes[:, 3] - boxes[:, 1] + offset)
    keep = []
    while order.size and len(keep) < most:
        i, order = order[0], order[1:]
        keep.append(i)
        near = np.maximum(boxes[order, :2], boxes[i, :2])
        far = np.minimum(boxes[order, 2:], boxes[i, 2:])
        common = np.prod(np.maximum(far - near + offset, 0), axis=1)
        both = area[order] + area[i] - common
        order = order[~(common / np.where(both > 0, both, 1) > FLOAT(threshold))]
    return np.array(keep, np.int64)


def base_anchors(anchors, stride, offset, pyramid):
    """The shapes at the first cell of a level, all scales of the first ratio first."""
    base = stride if pyramid else anchors["base_size"]
    middle = (base - 1) / 2 if offset else 0 if anchors["centre"] == "corner" else base / 2
    shapes = []
    for ratio in np.array(anchors["ratios"], FLOAT).astype(float):
        for scale in np.array(anchors["scales"], FLOAT).astype(float):
            if offset:
                w = np.rint(np.sqrt(base * base / ratio))
                w, h = w * scale - 1, np.rint(w * ratio) * scale - 1
            else:
                w, h = base * scale * np.sqrt(1 / ratio), base * scale * np.sqrt(ratio)
                if anchors["rounded"]:
                    w, h = 2 * np.rint(w / 2), 2 * np.rint(h / 2)
            shapes.append([middle - w / 2, middle - h / 2, middle + w / 2, middle + h / 2])
    return np.array(shapes).astype(FLOAT)


def proposals(levels, strides, settings, info):
    """RPN output → rois [R,4]."""
    rule = settings["test_proposals"]
    offset = FLOAT(settings["anchors"]["convention"] == "pixel")
    all_of = lambda count: count if count > 0 else 1 << 40
    boxes, best = [], []
    for (score, delta), stride in zip(levels, strides):
        base = base_anchors(settings["anchors"], stride, offset, len(strides) > 1)
        count, (rows, columns) = len(base), delta.shape[2:]
        x, y = np.meshgrid(np.arange(columns) * stride, np.arange(rows) * stride)
        shift = np.stack([x, y, x, y], 2).reshape(-1, 1, 4).astype(FLOAT)
        anchors = (base + shift).reshape(-1, 4)
        if settings["network"]["rpn_scores"] == "sigmoid":
            logit = score[0].transpose(1, 2, 0).reshape(-1)
        else:
            logit = (score[0, count:] - score[0, :count]).transpose(1, 2, 0).reshape(-1)
        fg = 1 / (1 + np.exp(-logit))
        moved = decoded(anchors, delta[0].transpose(1, 2, 0).reshape(-1, 4), offset, info)
        least = info[2] * FLOAT(rule["min_size"])
        large = ((moved[:, 2:] - moved[:, :2] + offset) >= least).all(1)
        if rule["drop_small_last"]:
            index = np.argsort(-fg, kind="stable")[:all_of(rule["pre_nms"])]
            index = index[large[index]]
        else:
            index = np.nonzero(large)[0]
            index = index[np.argsort(-fg[index], kind="stable")[:all_of(rule["pre_nms"])]]
        kept = index[suppressed(moved[index], fg[index], rule["nms"], offset, all_of(rule["post_nms"]))]
        boxes.append(moved[kept])
        best.append(fg[kept])
    order = np.argsort(-np.concatenate(best), kind="stable")[:all_of(rule["post_nms"])]
    return np.concatenate(boxes)[order]


def max_pooled(fmap, roi, scale, size):
    channels, height, width = fmap.shape
    x1, y1, x2, y2 = np.floor(roi * FLOAT(scale) + FLOAT(0.5)).astype(int)
    out = np.zeros((channels, size, size), FLOAT)
    bin_h, bin_w = FLOAT(max(y2 - y1 + 1, 1)) / FLOAT(size), FLOAT(max(x2 - x1 + 1, 1)) / FLOAT(size)
    for i in range(size):
        top, bottom = (int(np.clip(v + y1, 0, height)) for v in (np.floor(FLOAT(i) * bin_h), np.ceil(FLOAT(i + 1) * bin_h)))
        for j in range(size):
            left, right = (int(np.clip(v + x1, 0, width)) for v in (np.floor(FLOAT(j) * bin_w), np.ceil(FLOAT(j + 1) * bin_w)))
            if top < bottom and left < right:
                out[:, i, j] = fmap[:, top:bottom, left:right].max((1, 2))
    return out


def aligned(fmap, roi, scale, size, samples, half_cell):
    """RoIAlign: every bin is a weighted sum of rows and columns."""
    def weights(start, length, cells):
        count = samples if samples > 0 else max(0, int(np.ceil(length / FLOAT(size))))
        table = np.zeros((size, cells), FLOAT)
        for i in range(size * count):
            at = start + length / FLOAT(size) * (FLOAT(i // count) + (FLOAT(i % count) + FLOAT(0.5)) / FLOAT(count))
            if at < -1 or at > cells:
                continue
            at = max(at, FLOAT(0))
            low = min(int(at), cells - 1)
            high = min(low + 1, cells - 1)
            share = FLOAT(0) if low == cells - 1 else at - low
            table[i // count, low] += (1 - share) / count
            table[i // count, high] += share / count
        return table

    x1, y1, x2, y2 = roi * FLOAT(scale) - FLOAT(half_cell)
    least = FLOAT(0 if half_cell else 1)
    rows = weights(y1, max(y2 - y1, least) if not half_cell else y2 - y1, fmap.shape[1])
    columns = weights(x1, max(x2 - x1, least) if not half_cell else x2 - x1, fmap.shape[2])
    return np.einsum("ih,chw,jw->cij", rows, fmap, columns, optimize=True)


def cells_of(maps, strides, rois, network):
    """[R,C,size,size] from the level that fits each roi."""
    out = []
    for roi in rois:
        level = 0
        if len(maps) > 1:
            side = np.sqrt(max(roi[2] - roi[0], FLOAT(1e-6)) * max(roi[3] - roi[1], FLOAT(1e-6)))
            level = int(np.clip(np.floor(np.log2(side / FLOAT(224)) + FLOAT(4 + 1e-6)) - np.log2(strides[0]), 0, len(maps) - 1))
        if network["roi_op"] == "pool":
            out.append(max_pooled(maps[level], roi, 1 / strides[level], network["roi_size"]))
        else:
            half = 0.5 if network["roi_aligned"] else 0
            out.append(aligned(maps[level], roi, 1 / strides[level], network["roi_size"], network["roi_sampling_ratio"], half))
    return np.stack(out).astype(FLOAT)


def detections(rois, scores, deltas, settings, info):
    test = settings["test"]
    offset = FLOAT(settings["anchors"]["convention"] == "pixel")
    found = []
    for label in range(1, scores.shape[1]):
        index = np.nonzero(scores[:, label] >= FLOAT(test["score"]))[0]
        boxes = decoded(rois[index], deltas[index, 4 * label:4 * label + 4], offset, info)
        sides = boxes[:, 2:] - boxes[:, :2] + offset
        large = ((sides > 0) & (sides >= FLOAT(test["min_size"]))).all(1)
        boxes, best = boxes[large], scores[index, label][large]
        for k in suppressed(boxes, best, test["nms"], offset, len(boxes)):
            found.append((best[k], label - 1, boxes[k]))
    found.sort(key=lambda entry: -entry[0])
    found = found[:test["most"]]
    ratio = np.array([info[3], info[4], info[3], info[4]], FLOAT)
    last = np.array([0, 0, offset, offset], FLOAT)
    return [(box / ratio + last, label, score) for score, label, box in found]


def detect_whole(network, settings, pixels):
    image, info = prepared(pixels, settings)
    boxes, labels, scores = network.run(["boxes", "labels", "scores"], image=image, im_info=info)
    return list(zip(boxes.reshape(-1, 4), labels.reshape(-1), scores.reshape(-1)))


def detect_parts(trunk, head, settings, pixels):
    image, info = prepared(pixels, settings)
    pyramid = settings["network"]["neck"] == "fpn"
    strides = settings["network"]["fpn_strides"] if pyramid else [16]
    names = [f"{kind}_{i}" for i in range(len(strides)) for kind in ("map", "rpn_scores", "rpn_deltas")]
    out = trunk.run(names, image=image)
    rois = proposals([(out[3 * i + 1], out[3 * i + 2]) for i in range(len(strides))], strides, settings, info)
    if len(rois) == 0:
        return []
    used = [i for i, stride in enumerate(strides) if stride <= 32]
    cells = cells_of([out[3 * i][0] for i in used], [strides[i] for i in used], rois, settings["network"])
    scores, deltas = head.run(["scores", "deltas"], cells=cells)
    return detections(rois, scores, deltas, settings, info)


def find(model_path, images, engine="onnxruntime"):
    """One entry for each image: its path and its detections."""
    folder = Path(model_path).parent
    settings = json.loads((folder / "model.json").read_text())
    network = Network(model_path, engine)
    head = Network(folder / "head.onnx", engine) if Path(model_path).name == "trunk.onnx" else None
    answers = []
    for path in images:
        pixels = read_picture.read(path)
        found = detect_parts(network, head, settings, pixels) if head else detect_whole(network, settings, pixels)
        answers.append({"image": str(path), "detections": [
            {"class": settings["classes"][int(label)], "score": float(score), "box": [float(v) for v in box]}
            for box, label, score in found]})
    return answers


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("images", nargs="+")
    whole = here / "model.onnx"
    parser.add_argument("--model", type=Path, default=whole if whole.exists() else here / "trunk.onnx")
    parser.add_argument("--engine", default="onnxruntime", choices=["onnxruntime", "opencv"])
    options = parser.parse_args()
    print(json.dumps(find(options.model, options.images, options.engine)))


if __name__ == "__main__":
    main()
