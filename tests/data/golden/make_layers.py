"""Golden answers of `anchor-engine layer` in both box conventions, from NumPy in float64, written after the papers and
the layer contract. python make_layers.py (needs numpy) writes layers.json beside it: a list of {layer, input, output};
every field of output is compared, fields that are missing there are not."""
import json
import os

import numpy as np

rng = np.random.default_rng(21)
cases = []


def case(layer, given, output):
    def plain(value):
        if isinstance(value, np.ndarray):
            return value.tolist()
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return value.item() if isinstance(value, np.generic) else value

    cases.append({"layer": layer, "input": plain(given), "output": plain(output)})


def offset(convention):
    return 1.0 if convention == "pixel" else 0.0


def wh(b, off):
    return b[..., 2] - b[..., 0] + off, b[..., 3] - b[..., 1] + off


def random_boxes(count, width=400, height=300):
    """Whole numbers, so that both conventions see what they expect."""
    low = rng.integers(0, (width - 40, height - 40), (count, 2))
    size = rng.integers(8, 160, (count, 2))
    return np.concatenate([low, np.minimum(low + size, (width - 1, height - 1))], 1).astype(float)


def base_anchors(convention, size, scales, ratios):
    found = []
    for ratio in ratios:
        for scale in scales:
            if convention == "pixel":  # generate_anchors.py: rounded sides about the middle of the base box
                w = np.round(np.sqrt(size * size / ratio))
                h = np.round(w * ratio)
                w, h, c = w * scale, h * scale, 0.5 * (size - 1)
                found.append([c - 0.5 * (w - 1), c - 0.5 * (h - 1), c + 0.5 * (w - 1), c + 0.5 * (h - 1)])
            else:
                h, w, c = size * scale * np.sqrt(ratio), size * scale * np.sqrt(1 / ratio), 0.5 * size
                found.append([c - 0.5 * w, c - 0.5 * h, c + 0.5 * w, c + 0.5 * h])
    return np.array(found)


def grid(base, feature, stride):
    shifts = np.array([[x * stride, y * stride] * 2 for y in range(feature[0]) for x in range(feature[1])])
    return (shifts[:, None] + base[None]).reshape(-1, 4)


def inside(anchors, image, convention, border=0.0):
    low = (anchors[:, :2] >= -border).all(1)
    size = np.array([image[1], image[0]]) + border
    high = (anchors[:, 2:] < size).all(1) if convention == "pixel" else (anchors[:, 2:] <= size).all(1)
    return low & high


def iou(a, b, off):
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.clip(high - low + off, 0, None).prod(2)
    areas = [np.prod(wh(x, off), axis=0) for x in (a, b)]
    return inter / (areas[0][:, None] + areas[1][None] - inter)


def encode(a, g, off):
    (aw, ah), (gw, gh) = wh(a, off), wh(g, off)
    return np.stack([(g[:, 0] + 0.5 * gw - a[:, 0] - 0.5 * aw) / aw, (g[:, 1] + 0.5 * gh - a[:, 1] - 0.5 * ah) / ah,
                     np.log(gw / aw), np.log(gh / ah)], 1)


def decode(a, d, off, image=None):
    w, h = wh(a, off)
    cx, cy = a[:, 0] + 0.5 * w + d[:, 0] * w, a[:, 1] + 0.5 * h + d[:, 1] * h
    nw, nh = w * np.exp(np.minimum(d[:, 2], np.log(1000 / 16))), h * np.exp(np.minimum(d[:, 3], np.log(1000 / 16)))
    # x2 = cx + 0.5 w also in the pixel convention: py-faster-rcnn's bbox_transform_inv leaves the one out.
    return clip(np.stack([cx - 0.5 * nw, cy - 0.5 * nh, cx + 0.5 * nw, cy + 0.5 * nh], 1), off, image)


def clip(b, off, image):
    if image is None:
        return b
    right, bottom = image[1] - off, image[0] - off
    return np.stack([b[:, 0].clip(0, right), b[:, 1].clip(0, bottom), b[:, 2].clip(0, right), b[:, 3].clip(0, bottom)], 1)


def nms(b, s, threshold, off):
    order, keep = np.argsort(-s, kind="stable"), []
    overlaps = iou(b, b, off)
    while len(order):
        keep.append(order[0])
        order = order[overlaps[order[0], order] <= threshold]
    return np.array(keep)


for convention in ("pixel", "continuous"):
    off = offset(convention)
    shape = dict(feature=[12, 16], image=[190, 250], convention=convention, scales=[2, 4], ratios=[0.5, 1, 2])
    base = base_anchors(convention, 16, shape["scales"], shape["ratios"])
    anchors = grid(base, shape["feature"], 16)
    mask = inside(anchors, shape["image"], convention)
    case("anchors", dict(shape, full=True), dict(base=base, count=len(anchors), inside=int(mask.sum()), anchors=anchors,
                                                 inside_mask=mask.astype(int)))
    wider = inside(anchors, shape["image"], convention, 20.0)
    case("anchors", dict(shape, border=20), dict(inside=int(wider.sum())))

    gts = np.array([[20, 30, 60, 90], [100, 50, 180, 120], [10, 10, 16, 18], [150, 100, 240, 180]], float)
    overlaps = iou(anchors, gts, off)
    overlaps[~mask] = -1
    best, arg = overlaps.max(1), overlaps.argmax(1)
    labels = np.full(len(anchors), -1)
    labels[mask & (best < 0.3)] = 0
    labels[((overlaps >= overlaps.max(0) - 1e-9) & (overlaps > 0)).any(1)] = 1
    labels[mask & (best >= 0.7)] = 1
    targets = np.where(mask[:, None], encode(anchors, gts[arg], off), 0)
    weights = (labels == 1).astype(float)[:, None] * np.ones(4)
    outside = (labels >= 0)[:, None] * np.ones(4) / (labels >= 0).sum()
    case("anchor-target", dict(shape, gt_boxes=gts, sample=False),
         dict(labels=labels, argmax=np.where(mask, arg, -1), max_iou=np.where(mask, best, 0), targets=targets,
              inside_weights=weights, outside_weights=outside, fg=int((labels == 1).sum()), bg=int((labels == 0).sum())))
    p = 0.75
    weighted = np.where(labels == 1, p / (labels == 1).sum(), np.where(labels == 0, (1 - p) / (labels == 0).sum(), 0))
    case("anchor-target", dict(shape, gt_boxes=gts, sample=False, positive_weight=p),
         dict(outside_weights=weighted[:, None] * np.ones(4)))

    a, g = random_boxes(30), random_boxes(30)
    case("encode", dict(anchors=a, gt_boxes=g, convention=convention), dict(deltas=encode(a, g, off)))
    deltas = rng.normal(0, 0.4, (30, 8)).astype(np.float32).astype(float)
    for image in (None, [280, 390]):
        given = dict(anchors=a, deltas=deltas, convention=convention)
        if image:
            given["image"] = image
        case("decode", given, dict(boxes=np.concatenate([decode(a, deltas[:, :4], off, image),
                                                         decode(a, deltas[:, 4:], off, image)], 1)))
    many = random_boxes(150)
    scores = rng.permutation(150) / 150
    keep = nms(many, scores, 0.4, off)
    case("nms", dict(boxes=many, scores=scores, threshold=0.4, convention=convention), dict(keep=keep))
    case("nms", dict(boxes=many, scores=scores, threshold=0.4, convention=convention, top=7), dict(keep=keep[:7]))

    scores = rng.permutation(len(anchors)) / len(anchors)
    moves = rng.normal(0, 0.25, (len(anchors), 4)).astype(np.float32).astype(float)
    boxes = decode(anchors, moves, off, shape["image"])
    w, h = wh(boxes, off)
    large = np.flatnonzero((w >= 24 * 1.5) & (h >= 24 * 1.5))
    top = large[np.argsort(-scores[large], kind="stable")][:400]
    final = top[nms(boxes[top], scores[top], 0.6, off)]
    case("proposal", dict({k: shape[k] for k in ("feature", "image", "convention", "scales", "ratios")}, scores=scores,
                          deltas=moves, scale=1.5, pre_nms=400, post_nms=40, nms=0.6, min_size=24),
         dict(rois=boxes[final[:40]], scores=scores[final[:40]], index=final[:40],
              counts=dict(decoded=len(anchors), min_size=len(large), pre_nms=len(top), nms=len(final), post_nms=min(40, len(final)))))

    # Everything is taken (a large batch, all may be foreground), so nothing depends on chance but the order.
    gts = random_boxes(5)
    classes = np.array([1, 3, 2, 1, 2])
    rois = np.concatenate([gts[rng.integers(0, 5, 40)] + rng.integers(-12, 13, (40, 4)), random_boxes(40)])
    rois[:, 2:] = np.maximum(rois[:, 2:], rois[:, :2] + 4)
    both = np.concatenate([rois, gts])
    overlaps = iou(both, gts, off)
    best, arg = overlaps.max(1), overlaps.argmax(1)
    fg = best >= 0.5
    bg = (best < 0.5) & (best >= 0.1)
    mean, std = [0.01, -0.02, 0.03, 0.0], [0.1, 0.2, 0.2, 0.25]
    normal = (encode(both, gts[arg], off) - mean) / std
    wide = np.zeros((len(both), 16))
    inner = np.zeros((len(both), 16))
    for i in np.flatnonzero(fg):
        wide[i, 4 * classes[arg[i]]:4 * classes[arg[i]] + 4] = normal[i]
        inner[i, 4 * classes[arg[i]]:4 * classes[arg[i]] + 4] = 1
    order = np.concatenate([np.flatnonzero(fg), np.flatnonzero(bg)])
    case("proposal-target", dict(rois=rois, gt_boxes=gts, gt_classes=classes, classes=3, convention=convention, batch=1000,
                                 fraction=1.0, bg_lo=0.1, mean=mean, std=std),
         dict(index=order, rois=both[order], labels=np.where(fg, classes[arg], 0)[order], max_iou=best[order],
              targets=wide[order], inside_weights=inner[order]))

    # VOC: the published development kit's arithmetic on sorted detections.
    truth, found = [], []
    for image in range(8):
        for box in random_boxes(3):
            truth.append((image, "ab"[rng.integers(0, 2)], box, bool(rng.random() < 0.15)))
            for _ in range(rng.integers(0, 3)):
                found.append((image, truth[-1][1], box + rng.integers(-14, 15, 4), None))
        found.append((image, "ab"[rng.integers(0, 2)], random_boxes(1)[0], None))
    ranks = rng.permutation(len(found)) / len(found)
    found = [(f[0], f[1], f[2], float(np.float32(r))) for f, r in zip(found, ranks)]
    for metric in ("voc07", "voc12"):
        ap = {}
        for name in "ab":
            own = [t for t in truth if t[1] == name]
            used = [False] * len(own)
            hits = []
            for d in sorted((f for f in found if f[1] == name), key=lambda f: -f[3]):
                candidates = [k for k, t in enumerate(own) if t[0] == d[0]]
                values = [iou(np.array([d[2]], float), np.array([own[k][2]], float), off)[0, 0] for k in candidates]
                k = candidates[int(np.argmax(values))] if candidates else -1
                if k >= 0 and max(values) >= 0.5:
                    if own[k][3]:
                        continue
                    hits.append(not used[k])
                    used[k] = True
                else:
                    hits.append(False)
            positives = sum(not t[3] for t in own)
            tp = np.cumsum(hits)
            recall, precision = tp / positives, tp / np.arange(1, len(hits) + 1)
            if metric == "voc07":
                ap[name] = np.mean([precision[recall >= r].max() if (recall >= r).any() else 0 for r in np.arange(11) / 10])
            else:
                r, q = np.concatenate([[0], recall, [1]]), np.concatenate([[0], precision, [0]])
                q = np.maximum.accumulate(q[::-1])[::-1]
                ap[name] = np.sum((r[1:] - r[:-1]) * q[1:])
        case("evaluate", dict(metric=metric, classes=["a", "b"], convention=convention,
                              ground_truth=[dict(image=str(t[0]), **{"class": t[1]}, box=t[2].tolist(), difficult=t[3]) for t in truth],
                              detections=[dict(image=str(d[0]), **{"class": d[1]}, box=d[2].tolist(), score=d[3]) for d in found]),
             dict(ap=ap, map=float(np.mean(list(ap.values())))))

for sigma in (1.0, 3.0):
    x, y = rng.normal(0, 1, (6, 5)).astype(np.float32).astype(float), rng.normal(0, 1, (6, 5)).astype(np.float32).astype(float)
    d = np.abs(x - y)
    case("smooth-l1", dict(prediction=x, target=y, sigma=sigma),
         dict(loss=np.where(d < 1 / sigma ** 2, 0.5 * sigma ** 2 * d ** 2, d - 0.5 / sigma ** 2)))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json"), "w") as file:
    json.dump([json.loads(json.dumps(c), parse_float=lambda t: float(f"{float(t):.9g}")) for c in cases], file, separators=(",", ":"))
print(len(cases), "cases")
