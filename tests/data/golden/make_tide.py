"""tide.json: the six dAPs of the tide tool (PyPI tidecv) on drawn detections. Run: python make_tide.py > tide.json"""
import json
import random

from tidecv import TIDE, Data
from tidecv.errors.main_errors import (BackgroundError, BoxError, ClassError, DuplicateError,
                                       FalseNegativeError, FalsePositiveError, MissedError, OtherError)


def draw(seed, images=40, classes=3):
    random.seed(seed)
    gts, found = [], []
    for image in range(images):
        own = []
        for _ in range(random.randrange(0, 7)):
            x, y = random.randrange(0, 400), random.randrange(0, 300)
            w, h = random.randrange(8, 160), random.randrange(8, 120)
            label = random.randrange(classes)
            crowd = random.random() < 0.08
            own.append((label, [x, y, x + w, y + h]))
            gts.append({"image": image, "class": label, "box": [x, y, x + w, y + h], "crowd": crowd})
        for label, box in own:
            for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
                shake = random.choice([2, 8, 30, 60])
                moved = [v + random.uniform(-shake, shake) for v in box]
                x1, y1 = min(moved[0], moved[2]), min(moved[1], moved[3])
                x2, y2 = max(moved[0], moved[2]) + 1, max(moved[1], moved[3]) + 1
                guess = label if random.random() < 0.8 else random.randrange(classes)
                found.append({"image": image, "class": guess, "box": [x1, y1, x2, y2],
                              "score": round(random.random(), 2)})
        for _ in range(random.randrange(0, 5)):
            x, y = random.uniform(0, 400), random.uniform(0, 300)
            found.append({"image": image, "class": random.randrange(classes),
                          "box": [x, y, x + random.uniform(8, 160), y + random.uniform(8, 120)],
                          "score": round(random.random(), 2)})
    # Values that a 32-bit float holds exactly: both programs then see the same boxes.
    for d in found:
        d["box"] = [round(v * 4) / 4 for v in d["box"]]
    return gts, found


def xywh(b):
    return [b[0], b[1], b[2] - b[0], b[3] - b[1]]


def figures(gts, found, images, most):
    truth, predictions = Data("gt", max_dets=most), Data("found")
    for image in range(images):
        truth.add_image(image, str(image))
    for g in gts:
        if g["crowd"]:
            truth.add_ignore_region(g["image"], g["class"], xywh(g["box"]))
        else:
            truth.add_ground_truth(g["image"], g["class"], xywh(g["box"]))
    for d in found:
        predictions.add_detection(d["image"], d["class"], d["score"], xywh(d["box"]))
    run = TIDE().evaluate(truth, predictions, mode=TIDE.BOX)
    main, special = run.fix_main_errors(), run.fix_special_errors()
    kinds = [ClassError, BoxError, OtherError, DuplicateError, BackgroundError, MissedError]
    counts = run.count_errors()
    return {"ap": run.ap, "gain": [float(main[k]) for k in kinds], "count": [counts[k] for k in kinds],
            "false_positives": float(special[FalsePositiveError]),
            "false_negatives": float(special[FalseNegativeError])}


cases = []
for seed, most in [(1, 100), (2, 100), (3, 4)]:
    gts, found = draw(seed)
    cases.append({"most": most, "ground_truth": gts, "detections": found, "figures": figures(gts, found, 40, most)})
print(json.dumps(cases))
