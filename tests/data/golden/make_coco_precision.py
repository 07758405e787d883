"""coco_precision.json: pycocotools' precision array for a data set that this script and the test make alike.

pip install numpy pycocotools; python make_coco_precision.py

The data set is drawn by a generator of whole numbers, so that it need not be stored: 240 images, 4 classes of
which the last has no objects, crowds, ties between scores (exact ones, and ones that only float32 sees),
boxes of 32 x 32 and 96 x 96 at odd places, boxes of a hundredth of a pixel, more than 100 detections of a
class in one image, images without objects and without detections.
"""
import contextlib
import io
import json
import pathlib
import struct

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

IMAGES, CLASSES, SEED = 240, 4, 20
MASK = (1 << 64) - 1


class Draw:
    """splitmix64"""

    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)) % count


def drawn_box(draw):
    kind = draw.below(8)
    x, y = draw.below(50000) / 100, draw.below(40000) / 100
    if kind == 0:
        w = h = 32.0
    elif kind == 1:
        w = h = 96.0
    elif kind == 2:
        w, h = (1 + draw.below(30)) / 100, (1 + draw.below(30)) / 100
    elif kind < 6:
        w, h = (100 + draw.below(8000)) / 100, (100 + draw.below(8000)) / 100
    else:
        w, h = (100 + draw.below(30000)) / 100, (100 + draw.below(30000)) / 100
    return [x, y, x + w, y + h]


def moved(draw, box):
    most = 1 + draw.below(40)
    return_box = []
    for i in range(4):
        side = box[2 + i % 2] - box[i % 2]
        return_box.append(box[i] + side * ((draw.below(2 * most + 1) - most) / 100))
    return return_box if return_box[2] > return_box[0] and return_box[3] > return_box[1] else box


def drawn_score(draw):
    score = draw.below(51) / 50
    return score * (1 - 1e-10) if draw.below(4) == 0 else score


def data_set():
    draw = Draw(SEED)
    objects, detections = [], []
    for image in range(IMAGES):
        for label in range(CLASSES):
            own = []
            for _ in range(draw.below(6) if label < 3 else 0):
                own.append(drawn_box(draw))
                objects.append((image, label, own[-1], draw.below(12) == 0))
            for box in own:
                for _ in range(draw.below(5)):
                    detections.append((image, label, moved(draw, box), drawn_score(draw)))
            for _ in range(draw.below(120) if draw.below(10) == 0 else draw.below(4)):
                detections.append((image, label, drawn_box(draw), drawn_score(draw)))
    return objects, detections


def as_coco(objects, detections):
    def lengths(b):
        return [b[0], b[1], b[2] - b[0], b[3] - b[1]]

    annotations = []
    for i, (image, label, box, crowd) in enumerate(objects):
        b = lengths(box)
        annotations.append({"id": i + 1, "image_id": image, "category_id": label, "bbox": b, "area": b[2] * b[3],
                            "iscrowd": int(crowd)})
    labels = {"images": [{"id": i} for i in range(IMAGES)], "annotations": annotations,
              "categories": [{"id": c} for c in range(CLASSES)]}
    found = [{"image_id": image, "category_id": label, "bbox": lengths(box), "score": score}
             for image, label, box, score in detections]
    return labels, found


def fnv(numbers):
    value = 0xCBF29CE484222325
    for byte in struct.pack("<%dd" % len(numbers), *numbers):
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return "%016x" % value


def main():
    objects, detections = data_set()
    labels, found = as_coco(objects, detections)
    with contextlib.redirect_stdout(io.StringIO()):
        gt = COCO()
        gt.dataset = labels
        gt.createIndex()
        run = COCOeval(gt, gt.loadRes(found), "bbox")
        run.evaluate()
        run.accumulate()
        run.summarize()
    precision = run.eval["precision"]  # [T, R, K, A, M]
    numbers = [v for o in objects for v in o[2]] + [v for d in detections for v in (*d[2], d[3])]
    blocks = [[[fnv(precision[:, :, k, a, m].ravel().tolist()) for m in range(3)] for a in range(4)]
              for k in range(CLASSES)]
    one = precision[:, :, 0, 1, 2].ravel().tolist()
    golden = {"objects": len(objects), "detections": len(detections), "input": fnv(numbers), "precision": blocks,
              "small_of_first": "".join(struct.pack(">d", v).hex() for v in one), "stats": run.stats.tolist()}
    path = pathlib.Path(__file__).with_name("coco_precision.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
