"""Precision and recall, best F1 and confusion of random boxes, in plain Python, by the rules of
engine/inspection/class_report.h. python3 make_class_report.py > class_report.json"""
import json
import random

random.seed(5)
CLASSES = 3
THRESHOLD = 0.4


def iou(a, b):
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    inter = w * h
    return inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter)


def box():
    x, y = random.randrange(0, 200), random.randrange(0, 200)
    return [x, y, x + random.randrange(20, 90), y + random.randrange(20, 90)]


images = []
for _ in range(25):
    objects, found = [], []
    for _ in range(random.randrange(0, 6)):
        b, c = box(), random.randrange(CLASSES)
        objects.append({"label": c, "box": b, "difficult": random.random() < 0.1})
        for _ in range(random.randrange(0, 3)):
            moved = [v + random.randrange(-9, 10) for v in b]
            as_class = c if random.random() < 0.75 else random.randrange(CLASSES)
            found.append({"label": as_class, "box": moved, "score": random.randrange(1, 1000) / 1000})
    if random.random() < 0.5:
        found.append({"label": random.randrange(CLASSES), "box": box(), "score": random.randrange(1, 1000) / 1000})
    images.append({"objects": objects, "detections": found})

figures = []
for c in range(CLASSES):
    all_found = [(d["score"], i, d["box"]) for i, im in enumerate(images) for d in im["detections"] if d["label"] == c]
    all_found.sort(key=lambda t: -t[0])
    used, outcome = set(), []
    positives = sum(1 for im in images for o in im["objects"] if o["label"] == c and not o["difficult"])
    for score, i, b in all_found:
        own = [(iou(b, o["box"]), -k) for k, o in enumerate(images[i]["objects"]) if o["label"] == c]
        best, k = max(own, default=(0, 0))
        if best >= 0.5 and images[i]["objects"][-k]["difficult"]:
            outcome.append(None)
        elif best >= 0.5 and (i, -k) not in used:
            used.add((i, -k))
            outcome.append(True)
        else:
            outcome.append(False)
    curve, right, wrong = [], 0, 0
    for n, hit in enumerate(outcome):
        right += hit is True
        wrong += hit is False
        if n + 1 < len(all_found) and all_found[n + 1][0] == all_found[n][0]:
            continue
        if right + wrong:
            curve.append([right / positives, right / (right + wrong), all_found[n][0]])
    best = max(curve, key=lambda p: 2 * p[0] * p[1] / (p[0] + p[1]) if p[0] + p[1] else 0)
    figures.append({"objects": positives, "curve": curve, "best": best})

matrix = [[0] * (CLASSES + 1) for _ in range(CLASSES + 1)]
for im in images:
    strong = [d for d in im["detections"] if d["score"] >= THRESHOLD]
    pairs = sorted((-iou(d["box"], o["box"]), k, -d["score"], n) for n, d in enumerate(strong)
                   for k, o in enumerate(im["objects"]) if iou(d["box"], o["box"]) >= 0.5)
    taken_o, taken_d = set(), set()
    for _, k, _, n in pairs:
        if k in taken_o or n in taken_d:
            continue
        taken_o.add(k)
        taken_d.add(n)
        if not im["objects"][k]["difficult"]:
            matrix[im["objects"][k]["label"]][strong[n]["label"]] += 1
    for k, o in enumerate(im["objects"]):
        if k not in taken_o and not o["difficult"]:
            matrix[o["label"]][CLASSES] += 1
    for n, d in enumerate(strong):
        if n not in taken_d:
            matrix[CLASSES][d["label"]] += 1

print(json.dumps({"images": images, "figures": figures, "threshold": THRESHOLD, "confusion": matrix}))
