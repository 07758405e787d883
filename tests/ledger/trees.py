# SPDX-License-Identifier: GPL-3.0-or-later
"""Random label trees in every format, with random defects, and a record of what is right for each.

The record is made while the tree is written and knows nothing of the program: which objects every file holds, on which
image each of them belongs, and which of them nobody could use. Standard library only.
"""
import collections
import csv
import io
import json
import os
import struct
import zlib

CLASSES = ("cell", "big cat", "Katze ü", "猫", "R&D", "type 7", "Äpfel", "car")
STEMS = ("img", "0001", "bücher", "图像", "a#b%20", "x y&z (1)", "имя", "frame.rgb", "IMG_77", "caña")
USABLE = ("good", "edge")
UNUSABLE = ("flat", "outside", "malformed", "missing", "nameless")
SPLIT_FOLDERS = (("train", "train"), ("valid", "val"), ("test", "test"))

Thing = collections.namedtuple("Thing", "kind name raw box flags")  # raw: half-open, as written; box: as stored, or None


class Picture:
    def __init__(self, width, height, split, whole):
        self.size, self.split, self.whole = (width, height), split, whole


class Mention:
    """What one source says about one image (None: an image that is not there)."""

    def __init__(self, file, image, things=(), empty=False, broken=False):
        self.file, self.image, self.things, self.empty, self.broken = file, image, list(things), empty, broken


class Tree:
    def __init__(self, root, rng, defects):
        self.root, self.rng, self.rate = root, rng, defects
        self.format = self.labels = ""  # labels: what is imported, relative to the root
        self.pictures, self.mentions, self.told = {}, [], []
        self.classes = None  # the first classes of the project in this order, where the source has an order
        self.lines_lock = False  # an unreadable line locks its image for certain
        self.defects = collections.Counter()
        self.doubtful = collections.Counter()  # file: objects that a reading may count or not
        self.taken = collections.defaultdict(set)
        self.step, self.count = 1, 0

    # -- writing ------------------------------------------------------------------------------------------------
    def path(self, *parts):
        return os.path.join(self.root, *[p for p in parts if p])

    def write(self, name, data):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())

    def chance(self, probability):
        return self.rng.random() < probability

    def defect(self, kind, more=1.0):
        """Whether to make this defect here; counted when so."""
        if not self.chance(self.rate * more):
            return False
        self.defects[kind] += 1
        return True

    def stem(self):
        self.count += 1
        return f"{self.rng.choice(STEMS)}_{self.count}"

    def picture(self, folder, stem, split=None):
        """An image file of random size; its relative path."""
        width, height = self.rng.randint(40, 160), self.rng.randint(30, 120)
        ending = ".png"
        if self.defect("upper-case extension"):
            ending = ".PNG"
        elif self.chance(0.15):
            ending = ".bmp"
        name = os.path.join(folder, stem + ending)
        whole = not self.defect("unreadable image", 0.15)
        self.write(name, image_bytes(self.rng, width, height, ending) if whole else b"no picture\n" * 3)
        self.pictures[name] = Picture(width, height, split, whole)
        return name

    def mend(self, image):
        """An image that has to be readable: something rests on it."""
        picture = self.pictures[image]
        if not picture.whole:
            self.write(image, image_bytes(self.rng, *picture.size, os.path.splitext(image)[1].lower()))
            picture.whole = True

    def unrelated(self, *endings):
        for ending in endings:
            if self.defect("unrelated file"):
                self.write(f"extra{ending}", "Nothing to see here.\n")

    # -- objects ------------------------------------------------------------------------------------------------
    def thing(self, image, kind, names):
        width, height = self.pictures[image].size if image else (100, 80)
        step = self.step

        def cut(x1, y1, x2, y2):
            return (max(x1, 0), max(y1, 0), min(x2, width), min(y2, height))

        while True:
            x1, y1 = self.rng.randint(0, width - 6), self.rng.randint(0, height - 6)
            x2, y2 = x1 + self.rng.randint(3, width - x1), y1 + self.rng.randint(3, height - y1)
            if step != 1:
                x2, y2 = x2 - self.rng.choice((0, 0.5)), y2 - self.rng.choice((0, 0.5))
            if kind == "edge":
                side = self.rng.randrange(3)
                x1 = -self.rng.randint(3, 9) if side == 0 else x1
                x2 = width + self.rng.randint(2, min(20, width - x1)) if side == 1 else x2
                y2 = height + self.rng.randint(2, min(20, height - y1)) if side == 2 else y2
            elif kind == "flat":
                x2, y2 = (x1 - self.rng.choice((0, 3)), y2) if self.chance(0.5) else (x2, y1 - self.rng.choice((0, 3)))
            elif kind == "outside":
                x1 = width + self.rng.randint(3, 30) if self.chance(0.7) else -20
                x2 = x1 + self.rng.randint(3, 15)
            name = self.rng.choice(names)
            box = cut(x1, y1, x2, y2) if kind in USABLE else None
            key = (name, box)
            if box is None or key not in self.taken[image]:  # equal objects are made on purpose only
                self.taken[image].add(key)
                return Thing(kind, name, (x1, y1, x2, y2), box, frozenset())

    def things(self, image, names, unusable=UNUSABLE, most=5):
        """Some objects of an image, a few of them defective; at times one of them twice."""
        out = []
        for _ in range(self.rng.randint(1, most)):
            kind = "good"
            if self.chance(self.rate):
                kind = self.rng.choice(("edge", *unusable))
                self.defects["over the edge" if kind == "edge" else f"{kind} object"] += 1
            out.append(self.thing(image, kind, names))
        if out[-1].kind == "good" and self.defect("equal objects in one mention", 0.4):
            out.append(out[-1])
        return out

    def more_things(self, image, names):
        """Objects of a second mention: some that the first has, some new."""
        had = [t for m in self.mentions if m.image == image and not m.broken for t in m.things
               if t.kind == "good" and t.name in names]
        again = self.rng.sample(had, self.rng.randint(0, len(had))) if had else []
        return again + [self.thing(image, "good", names) for _ in range(self.rng.randint(0 if again else 1, 2))]

    def mention(self, *arguments, **more):
        self.mentions.append(Mention(*arguments, **more))
        return self.mentions[-1]

    def labelled(self, file, image, names, unusable=UNUSABLE, empty=0.12):
        """The usual mention of an image: with objects, or the word that there are none."""
        if self.chance(empty):
            return self.mention(file, image, empty=True)
        return self.mention(file, image, self.things(image, names, unusable))

    def clean_pictures(self):
        return [p for p, picture in self.pictures.items() if picture.whole]

    def alone(self, image):
        """Whether no other image of the tree has this base name or stem."""
        stem = os.path.splitext(os.path.basename(image))[0]
        return sum(os.path.splitext(os.path.basename(p))[0] == stem for p in self.pictures) == 1


def image_bytes(rng, width, height, ending):
    pixels = rng.randbytes(width)  # so that no two files are equal
    if ending == ".bmp":
        row = b"".join(bytes((p, p, p)) for p in pixels)
        row += b"\0" * (-len(row) % 4)
        head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(row) * height, 2835, 2835, 0, 0)
        return b"BM" + struct.pack("<IHHI", 54 + len(row) * height, 0, 0, 54) + head + row * height

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress((b"\0" + pixels) * height)) + chunk(b"IEND", b"")


def some_classes(rng):
    return rng.sample(CLASSES, rng.randint(2, 4))


def number(value):
    return f"{value:g}" if value == int(value) else repr(float(value))


def spoilt(rng):
    return rng.choice(("abc", "x", "--", "1.2.3", "(3, 4)"))


# ---- Pascal VOC --------------------------------------------------------------------------------------------------

def voc(tree):
    rng = tree.rng
    layout = rng.choice(("two folders", "beside", "sub-folders", "any two names"))
    tree.format = f"VOC, {layout}"
    names, from_one = some_classes(rng), tree.chance(0.75)
    tree.step = 1 if from_one else 0.5
    if layout == "two folders":
        places = [("Annotations", "JPEGImages", None)]
    elif layout == "any two names":
        places = [("annots", "images", None)]
    elif layout == "sub-folders":
        places = [(f"Annotations/{s}", f"JPEGImages/{s}", None) for s in ("cam1", "cam2", "bücher")[: rng.randint(2, 3)]]
    else:
        places = [("", "", None)] if tree.chance(0.4) else [(f, f, s) for f, s in SPLIT_FOLDERS[: rng.randint(2, 3)]]
    shared = [tree.stem() for _ in range(2)] if len(places) > 1 and tree.chance(0.6) else []
    if shared:
        tree.defects["same base name in different folders"] += 1
    for place, (labels, images, split) in enumerate(places):
        for n, stem in enumerate(shared + [tree.stem() for _ in range(rng.randint(3, 6))]):
            image = tree.picture(images, stem, split)
            if place == 0 and n == len(shared):
                tree.mend(image)
                voc_evidence(tree, labels, image, names, from_one)
            elif not tree.defect("image without labels", 0.5):
                voc_annotation(tree, labels, images, image, names, from_one)
    voc_extras(tree, places, names, from_one)
    if layout in ("two folders", "sub-folders"):
        voc_lists(tree)
    tree.unrelated(".md", ".bin")


def voc_object(tree, thing, from_one):
    shift = 1 if from_one else 0
    x1, y1, x2, y2 = thing.raw
    values = {"xmin": x1 + shift, "ymin": y1 + shift, "xmax": x2, "ymax": y2}
    corners = {k: number(v) for k, v in values.items()}
    broken = tree.rng.choice(list(corners))
    if thing.kind == "malformed":
        corners[broken] = spoilt(tree.rng)
    elif thing.kind == "missing":
        del corners[broken]
    name = "" if thing.kind == "nameless" else thing.name.replace("&", "&amp;")
    inner = "".join(f"<{k}>{v}</{k}>" for k, v in corners.items())
    return f"  <object><name>{name}</name><bndbox>{inner}</bndbox></object>\n"


def voc_text(tree, filename, size, things, from_one):
    text = "<annotation>\n"
    if filename is not None:
        text += f"  <filename>{filename.replace('&', '&amp;')}</filename>\n"
    if size and tree.chance(0.8):
        text += f"  <size><width>{size[0]}</width><height>{size[1]}</height><depth>3</depth></size>\n"
    return text + "".join(voc_object(tree, t, from_one) for t in things) + "</annotation>\n"


def voc_evidence(tree, labels, image, names, from_one):
    """An object as large as its image: it shows how the tree counts."""
    width, height = tree.pictures[image].size
    stem = os.path.splitext(os.path.basename(image))[0]
    whole = Thing("good", names[0], (0, 0, width, height), (0, 0, width, height), frozenset())
    half = Thing("good", names[0], (2, 2, 9.5, 9.5), (2, 2, 9.5, 9.5), frozenset())
    things = [whole] if from_one else [whole, half]
    file = os.path.join(labels, stem + ".xml")
    tree.write(file, voc_text(tree, os.path.basename(image), (width, height), things, from_one))
    tree.mention(file, image, things)


def voc_annotation(tree, labels, images, image, names, from_one):
    rng, base = tree.rng, os.path.basename(image)
    stem = os.path.splitext(base)[0]
    file = os.path.join(labels, stem + (".XML" if tree.defect("upper-case extension", 0.5) else ".xml"))
    sub = os.path.relpath(image, "JPEGImages") if image.startswith("JPEGImages") else base
    filename = rng.choice((base, sub, stem + ".jpg", None))
    others = [os.path.basename(p) for p in tree.pictures if os.path.dirname(p) == images and p != image]
    if others and tree.defect("stale <filename>"):
        filename = rng.choice(others)
    mention = tree.labelled(file, image, names)
    text = voc_text(tree, filename, tree.pictures[image].size, mention.things, from_one)
    if tree.defect("broken XML", 0.4):
        mention.broken = True
        text = text.encode()[: int(len(text.encode()) * rng.uniform(0.3, 0.9))]
        tree.doubtful[file] += len(mention.things)
    tree.write(file, text)


def voc_extras(tree, places, names, from_one):
    rng = tree.rng
    for labels, images, _ in places:
        if tree.defect("missing image"):
            stem = "gone_" + tree.stem()
            file = os.path.join(labels, stem + ".xml")
            mention = tree.mention(file, None, [tree.thing(None, "good", names)])
            sub = os.path.relpath(images, "JPEGImages") if images.startswith("JPEGImages/") else ""
            tree.write(file, voc_text(tree, os.path.join(sub, stem + ".png"), None, mention.things, from_one))
            tree.told.append(os.path.basename(file))
        if tree.defect("XML that is something else", 0.5):
            tree.write(os.path.join(labels, "project.xml"), '<?xml version="1.0"?>\n<project><item name="x"/></project>\n')
        known = {m.image for m in tree.mentions if not m.broken and m.things}
        mine = [p for p in tree.clean_pictures() if os.path.dirname(p) == images and p in known and tree.alone(p)]
        if mine and tree.defect("image mentioned twice", 2):
            image = rng.choice(mine)
            file = os.path.join(labels, "second_" + tree.stem() + ".xml")
            mention = tree.mention(file, image, tree.more_things(image, names))
            tree.write(file, voc_text(tree, os.path.basename(image), None, mention.things, from_one))


def voc_lists(tree):
    if not tree.chance(0.7):
        return
    lists = collections.defaultdict(list)
    three = tree.chance(0.6)
    for image, picture in tree.pictures.items():
        name = os.path.splitext(os.path.relpath(image, "JPEGImages"))[0]
        where = tree.rng.choice(("train", "val", "test", "") if three else ("trainval", "test", ""))
        if where:
            lists[where].append(name)
            picture.split = "train|val" if where == "trainval" else where
    for where, entries in lists.items():
        if tree.defect("list names a missing image"):
            entries.insert(tree.rng.randrange(len(entries) + 1), "not_there_at_all")
            tree.told.append("not_there_at_all")
        tree.write(f"ImageSets/Main/{where}.txt", "".join(e + "\n" for e in entries))


# ---- COCO --------------------------------------------------------------------------------------------------------

def coco(tree):
    rng = tree.rng
    layout = rng.choice(("one file", "a file per class", "a file per split", "split folders"))
    tree.format = f"COCO, {layout}"
    tree.step = 0.5
    names = some_classes(rng)
    if layout == "one file":
        pictures = [tree.picture("images", tree.stem()) for _ in range(rng.randint(5, 10))]
        coco_file(tree, rng.choice(("labels.json", "annotations/instances.json")), pictures, names, "images")
    elif layout == "a file per class":
        pictures = [tree.picture("images", tree.stem()) for _ in range(rng.randint(4, 7))]
        for n, name in enumerate(names):
            some = pictures if n == 0 else [p for p in pictures if tree.chance(0.8)] or pictures[:1]
            coco_file(tree, f"annotations/class_{n}.json", some, [name], "images", empty=0.3)
    elif layout == "a file per split":
        year = rng.choice(("", "2017"))
        same = [tree.stem()]
        for split in ("train", "val", "test")[: rng.randint(2, 3)]:
            folder = (f"images/{split}", f"{split}2017")[year != ""]
            stems = same + [tree.stem() for _ in range(rng.randint(3, 5))]
            pictures = [tree.picture(folder, s, split) for s in stems]
            coco_file(tree, f"annotations/instances_{split}{year}.json", pictures, names, folder)
        tree.defects["same base name in different folders"] += 1
    else:
        for folder, split in SPLIT_FOLDERS[: rng.randint(2, 3)]:
            pictures = [tree.picture(folder, tree.stem(), split) for _ in range(rng.randint(3, 5))]
            coco_file(tree, f"{folder}/_annotations.coco.json", pictures, names, folder)
    if layout != "one file" and tree.defect("captions beside the boxes"):
        coco_captions(tree)
    if layout not in ("one file", "split folders") and tree.defect("broken JSON"):
        tree.write("annotations/cut_off.json", '{"images": [{"id": 1, "file_name": "cut.png"}], "annotations": [{"id": 1, "image_id": 1,\n"bbox": [1, 2')
        tree.doubtful["annotations/cut_off.json"] += 1
        tree.told.append("cut_off.json")
    tree.unrelated(".md", ".bin", ".txt")


def coco_captions(tree):
    pictures = tree.rng.sample(list(tree.pictures), 2)
    document = {
        "images": [{"id": n, "file_name": os.path.basename(p)} for n, p in enumerate(pictures)],
        "annotations": [{"id": n, "image_id": n, "caption": "A thing."} for n, _ in enumerate(pictures)]}
    tree.write("annotations/captions.json" if os.path.isdir(tree.path("annotations")) else "captions.json", json.dumps(document))
    tree.doubtful[os.path.join("annotations", "captions.json")] += 2
    tree.doubtful["captions.json"] += 2
    tree.told.append("captions.json")


def coco_file(tree, file, pictures, names, folder, empty=0.15):
    rng = tree.rng
    text_ids, large = tree.chance(0.2), tree.chance(0.2)
    ids = {}

    def new_id():
        ids[len(ids)] = (1 << 53) + 1 + len(ids) if large else len(ids)
        return f"img_{len(ids)}" if text_ids else ids[len(ids) - 1]

    categories = {name: n * rng.randint(1, 3) + 1 for n, name in enumerate(names)}
    categories = {name: 10 * n + c for n, (name, c) in enumerate(categories.items())}
    document = {"images": [], "annotations": [], "categories": [{"id": c, "name": n} for n, c in categories.items()]}

    def record(image, file_name=None):
        made = {"id": new_id(), "file_name": file_name or coco_name(tree, image, folder)}
        if image and tree.chance(0.8):
            made["width"], made["height"] = tree.pictures[image].size
        document["images"].append(made)
        return made["id"]

    def add(image_id, things):
        for thing in things:
            document["annotations"].append(coco_annotation(tree, thing, image_id, categories, len(document["annotations"])))

    tree.mend(pictures[0])
    for image in pictures:
        if image == pictures[0]:  # a usable object: the file holds boxes, and no entry means no objects
            mention = tree.mention(file, image, [tree.thing(image, "good", names)])
        else:
            mention = tree.labelled(file, image, names, ("flat", "outside", "malformed", "missing"), empty)
        add(record(image), mention.things)
        if mention.things and tree.pictures[image].whole and tree.defect("image mentioned twice"):
            again = tree.mention(file, image, tree.more_things(image, names))
            add(record(image), again.things)
    if tree.defect("missing image"):
        mention = tree.mention(file, None, [tree.thing(None, "good", names) for _ in range(2)])
        gone = "gone.png"
        if tree.chance(0.5):  # another image has the base name, in another folder than the one that is named
            gone = "nowhere/" + os.path.basename(rng.choice(pictures))
        add(record(None, gone), mention.things)
        tree.told.append(gone)
    if tree.defect("unknown image id"):
        mention = tree.mention(file, None, [tree.thing(None, "good", names)])
        add("img_none" if text_ids else 987654, mention.things)
    rng.shuffle(document["annotations"])
    tree.write(file, json.dumps(document, ensure_ascii=tree.chance(0.5), indent=rng.choice((None, 1))))


def coco_name(tree, image, folder):
    base = os.path.basename(image)
    forms = [base, "./" + base]
    if folder.startswith("images") and tree.alone(image):
        forms += [image, image.replace("/", "\\"), "/home/me/data/" + image]
    return tree.rng.choice(forms)


def coco_annotation(tree, thing, image_id, categories, number_):
    x1, y1, x2, y2 = thing.raw
    made = {"id": number_, "image_id": image_id, "category_id": categories.get(thing.name, 77), "bbox": [x1, y1, x2 - x1, y2 - y1],
            "iscrowd": 1 if "crowd" in thing.flags else 0}
    if thing.kind == "malformed":
        made["bbox"] = tree.rng.choice(([x1, y1, 5], ["abc", y1, 5, 5], None, "1 2 3 4", [x1, y1, None, 5]))
    elif thing.kind == "missing":
        del made["bbox"]
    elif tree.chance(0.05):
        made["bbox"] = [number(v) for v in made["bbox"]]  # numbers as text are numbers
    return made


# ---- YOLO --------------------------------------------------------------------------------------------------------

def yolo(tree):
    rng = tree.rng
    layout = rng.choice(("images and labels", "split folders", "Roboflow", "beside", "darknet lists"))
    tree.format = f"YOLO, {layout}"
    tree.step, tree.lines_lock = 0.5, True
    names = some_classes(rng)
    tree.classes = names
    quoted = [json.dumps(n, ensure_ascii=False) for n in names]
    listed = f"names: [{', '.join(quoted)}]\n" if tree.chance(0.5) else "names:\n" + "".join(f"  {k}: {q}\n" for k, q in enumerate(quoted))
    if layout == "images and labels":
        places = [("images", "labels", None)]
        tree.write("data.yaml", f"nc: {len(names)}\n{listed}")
    elif layout == "split folders":
        splits = ("train", "val", "test")[: rng.randint(2, 3)]
        places = [(f"images/{s}", f"labels/{s}", s) for s in splits]
        tree.write("data.yaml", "path: .\n" + "".join(f"{s}: images/{s}\n" for s in splits) + listed)
    elif layout == "Roboflow":
        places = [(f"{f}/images", f"{f}/labels", s) for f, s in SPLIT_FOLDERS]
        tree.write("data.yaml", "train: ../train/images\nval: ../valid/images\ntest: ../test/images\n\nnc: %d\n%s" % (len(names), listed))
    elif layout == "beside":
        places = [("", "", None)]
        tree.write(rng.choice(("classes.txt", "obj.names")), yolo_names(tree, names))
    else:
        places = [("obj_train_data", "obj_train_data", None)]
        tree.write("obj.names", yolo_names(tree, names))
        tree.write("obj.data", f"classes = {len(names)}\ntrain = train.txt\nvalid = valid.txt\nnames = obj.names\nbackup = backup/\n")
    same = [tree.stem()]
    if len(places) > 1:
        tree.defects["same base name in different folders"] += 1
    for images, labels, split in places:
        for stem in same + [tree.stem() for _ in range(rng.randint(3, 6))]:
            image = tree.picture(images, stem, split)
            if not tree.defect("image without labels", 0.5):
                file = os.path.join(labels, stem + ".txt")
                yolo_label(tree, file, tree.labelled(file, image, names, ("flat", "outside", "malformed", "missing")), names)
        if tree.defect("missing image"):
            file = os.path.join(labels, "gone_" + tree.stem() + ".txt")
            yolo_label(tree, file, tree.mention(file, None, [tree.thing(None, "good", names)]), names)
            tree.told.append(os.path.basename(file))
    if layout == "darknet lists":
        yolo_lists(tree)
    tree.unrelated(".md", ".bin")


def yolo_names(tree, names):
    end = tree.rng.choice(("\n", "\r\n"))
    return ("\ufeff" if tree.chance(0.2) else "") + "".join(n + end for n in names)


def yolo_label(tree, file, mention, names):
    rng, lines = tree.rng, []
    width, height = tree.pictures[mention.image].size if mention.image else (100, 80)
    for n, thing in enumerate(mention.things):
        x1, y1, x2, y2 = thing.raw
        row = [names.index(thing.name), (x1 + x2) / 2 / width, (y1 + y2) / 2 / height, (x2 - x1) / width, (y2 - y1) / height]
        if thing.kind in USABLE and tree.defect("unknown class number", 0.3):
            row[0] = len(names) + rng.randint(0, 3)
            mention.things[n] = thing._replace(name=f"#{row[0]}")
        words = [str(row[0])] + [f"{v:.12g}" for v in row[1:]]
        if thing.kind == "malformed":
            words[rng.randrange(5)] = spoilt(rng)
        elif thing.kind == "missing":
            words = words[: rng.randint(2, 4)]
        lines.append(" ".join(words) + rng.choice(("", "", " ")))
    if tree.chance(0.2):
        lines.insert(rng.randrange(len(lines) + 1), "")
    end = rng.choice(("\n", "\n", "\r\n"))
    tree.write(file, end.join(lines) + (end if tree.chance(0.8) else ""))


def yolo_lists(tree):
    lists = {"train.txt": [], "valid.txt": []}
    back = tree.chance(0.3)
    for image, picture in tree.pictures.items():
        name, picture.split = tree.rng.choice((("train.txt", "train"), ("valid.txt", "val")))
        lists[name].append(image.replace("/", "\\") if back else image)
    for name, entries in lists.items():
        if tree.defect("list names a missing image"):
            entries.append("obj_train_data/not_there_at_all.png")
            tree.told.append("not_there_at_all.png")
        tree.write(name, "".join(e + "\n" for e in entries))


# ---- CreateML ----------------------------------------------------------------------------------------------------

def createml(tree):
    rng = tree.rng
    tree.step = 0.5
    split_folders = tree.chance(0.5)
    tree.format = "CreateML, split folders" if split_folders else "CreateML, one file"
    names = some_classes(rng)
    places = SPLIT_FOLDERS[: rng.randint(2, 3)] if split_folders else (("", None),)
    for folder, split in places:
        file = os.path.join(folder, "_annotations.createml.json")
        document = []

        def add(base, mention):
            keys = rng.choice((("image", "annotations"), ("image", "annotations"), ("imagefilename", "annotation")))
            document.append({keys[0]: base, keys[1]: [createml_object(tree, t) for t in mention.things]})

        for _ in range(rng.randint(4, 8)):
            image = tree.picture(folder, tree.stem(), split)
            mention = tree.labelled(file, image, names)
            add(os.path.basename(image), mention)
            if mention.things and tree.pictures[image].whole and tree.defect("image mentioned twice"):
                add(os.path.basename(image), tree.mention(file, image, tree.more_things(image, names)))
        large = tree.picture(folder, tree.stem(), split)  # no doubt that the numbers are pixels
        add(os.path.basename(large), tree.mention(file, large, [tree.thing(large, "good", names)]))
        if tree.defect("missing image"):
            add("gone.png", tree.mention(file, None, [tree.thing(None, "good", names)]))
            tree.told.append("gone.png")
        tree.write(file, json.dumps(document, ensure_ascii=tree.chance(0.5), indent=rng.choice((None, 2))))
    tree.unrelated(".md", ".bin", ".txt")


def createml_object(tree, thing):
    x1, y1, x2, y2 = thing.raw
    where = {"x": (x1 + x2) / 2, "y": (y1 + y2) / 2, "width": x2 - x1, "height": y2 - y1}
    side = tree.rng.choice(list(where))
    if thing.kind == "malformed":
        where[side] = tree.rng.choice((spoilt(tree.rng), None, [1]))
    elif thing.kind == "missing":
        del where[side]
    elif tree.chance(0.1):
        where = {k: number(v) for k, v in where.items()}
    made = {"label": thing.name, "coordinates": where}
    if thing.kind == "nameless":
        made["label"] = ""
    return made


# ---- CSV ---------------------------------------------------------------------------------------------------------

def table(tree):
    rng = tree.rng
    layout = rng.choice(("one table", "two tables", "split folders", "a split column", "RetinaNet"))
    tree.format = f"CSV, {layout}"
    tree.lines_lock = True
    names = some_classes(rng)
    if layout in ("one table", "a split column", "RetinaNet"):
        folder = rng.choice(("", "images"))
        pictures = [tree.picture(folder, tree.stem()) for _ in range(rng.randint(5, 9))]
        csv_table(tree, "labels.csv", pictures, names, layout)
    elif layout == "two tables":
        pictures = [tree.picture("images", tree.stem()) for _ in range(rng.randint(5, 9))]
        cut = rng.randint(1, len(pictures) - 1)
        csv_table(tree, "labels_a.csv", pictures[: cut + 1], names, layout)
        csv_table(tree, "labels_b.csv", pictures[cut:], names, layout)  # one image in both
    else:
        for folder, split in SPLIT_FOLDERS[: rng.randint(2, 3)]:
            pictures = [tree.picture(folder, tree.stem(), split) for _ in range(rng.randint(3, 5))]
            csv_table(tree, f"{folder}/_annotations.csv", pictures, names, layout)
    tree.unrelated(".md", ".bin", ".txt")


def csv_table(tree, file, pictures, names, layout):
    rng = tree.rng
    delimiter = "," if layout == "RetinaNet" else rng.choice((",", ",", ";", "\t"))
    comma = delimiter == ";" and tree.chance(0.5)
    tree.step = 0.5 if comma else 1
    columns = {"RetinaNet": ["image", "x1", "y1", "x2", "y2", "class"], "a split column": ["filename", "class", "x1", "y1", "x2", "y2", "split"]}
    heading = columns.get(layout) or rng.choice((
        ["filename", "class", "x1", "y1", "x2", "y2"], ["filename", "width", "height", "class", "xmin", "ymin", "xmax", "ymax"]))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=rng.choice(("\n", "\r\n")))
    if layout != "RetinaNet":
        writer.writerow(heading)
    rows = []
    tree.mend(pictures[0])
    for image in pictures:
        second = any(m.image == image for m in tree.mentions)
        if image == pictures[0]:  # a box that begins at 0: no doubt how the table counts
            width, height = tree.pictures[image].size
            corner = (0, 0, width - 3, height - 4)
            mention = tree.mention(file, image, [Thing("good", names[0], corner, corner, frozenset())])
        elif second and tree.pictures[image].whole:
            mention = tree.mention(file, image, tree.more_things(image, names))
        else:
            mention = tree.labelled(file, image, names, UNUSABLE, 0.0 if second else 0.12)
        rows += csv_rows(tree, image, mention, heading, comma, layout)
    if tree.defect("missing image"):
        rows += csv_rows(tree, "gone.png", tree.mention(file, None, [tree.thing(None, "good", names)]), heading, comma, layout)
        tree.told.append("gone.png")
    if layout != "RetinaNet" and tree.chance(0.5):  # without a heading the first row says what the columns are
        rng.shuffle(rows)
    writer.writerows(rows)
    tree.write(file, ("\ufeff" if tree.chance(0.15) else "") + text.getvalue())


def csv_rows(tree, image, mention, heading, comma, layout):
    picture = tree.pictures.get(image)
    name = os.path.basename(image) if layout == "split folders" or not os.path.dirname(image) else tree.rng.choice(
        (image, os.path.basename(image), image.replace("/", "\\")))
    split = ""
    if layout == "a split column" and picture:
        picture.split = picture.split or tree.rng.choice(("train", "val", "test"))
        split = picture.split

    def row(label, box):
        size = picture.size if picture else (100, 80)
        values = {"width": size[0], "height": size[1], "split": split, "class": label, "filename": name, "image": name}
        values.update(zip(("x1", "y1", "x2", "y2"), box))
        values.update(zip(("xmin", "ymin", "xmax", "ymax"), box))
        return [values[h] for h in heading]

    rows = [row("", ("",) * 4)] if mention.empty else []
    for thing in mention.things:
        box = [number(v).replace(".", ",") if comma else number(v) for v in thing.raw]
        if thing.kind == "malformed":
            box[tree.rng.randrange(4)] = spoilt(tree.rng)
        made = row("" if thing.kind == "nameless" else thing.name, box)
        if thing.kind == "missing":
            made[heading.index(tree.rng.choice([h for h in heading if h in ("x1", "y2", "xmin", "ymax")]))] = ""
        rows.append(made)
    return rows


# ---- CSV of other programs ---------------------------------------------------------------------------------------

def via(tree):
    """VIA's table: the regions as JSON in two cells; a region_count of 0 says "no objects"."""
    rng = tree.rng
    tree.format, tree.lines_lock, tree.step = "VIA", True, 0.5
    names = some_classes(rng)
    rows, key = [], rng.choice(("label", "class", "Name", "type"))

    def regions(name, mention):
        if mention.empty:
            rows.append([name, 1, "{}", 0, 0, "{}", "{}"])
        for n, thing in enumerate(mention.things):
            cells = via_region(tree, thing, key)
            rows.append([name, 1, "{}", len(mention.things), n, *(json.dumps(c, ensure_ascii=tree.chance(0.5)) for c in cells)])

    for image in [tree.picture(rng.choice(("", "images")), tree.stem()) for _ in range(rng.randint(5, 9))]:
        regions(os.path.basename(image), tree.labelled("via.csv", image, names))
    if tree.defect("missing image"):
        regions("gone.png", tree.mention("via.csv", None, [tree.thing(None, "good", names)]))
        tree.told.append("gone.png")
    heading = [rng.choice(("filename", "#filename")), "file_size", "file_attributes", "region_count", "region_id",
               "region_shape_attributes", "region_attributes"]
    tree.write("via.csv", csv_text([heading, *rows]))
    tree.unrelated(".md", ".bin", ".txt")


def via_region(tree, thing, key):
    """The shape and the attributes of a region."""
    x1, y1, x2, y2 = thing.raw
    shape = {"name": "rect", "x": x1, "y": y1, "width": x2 - x1, "height": y2 - y1}
    if thing.kind in USABLE and tree.chance(0.3):
        shape = {"name": tree.rng.choice(("polygon", "polyline")), "all_points_x": [x1, x2, x2], "all_points_y": [y1, y1, y2]}
    side = tree.rng.choice(("x", "y", "width", "height"))
    if thing.kind == "malformed":
        shape[side] = tree.rng.choice((spoilt(tree.rng), None, [1]))
    elif thing.kind == "missing":
        del shape[side]
    named = {"colour": "red", "shade": "dark"} if tree.chance(0.3) else {}
    if thing.kind != "nameless":
        named[key] = tree.rng.choice((thing.name, {thing.name: True, "none": False}))
    return shape, named


def csv_text(rows, end="\n"):
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue()


def open_images(tree):
    """OpenImages: the images by their stems, the classes by codes, parts of the sides."""
    rng = tree.rng
    tree.format, tree.lines_lock, tree.step = "OpenImages", True, 0.5
    names = some_classes(rng)
    codes = {name: f"/m/0{k}x" for k, name in enumerate(names)}
    heading = "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside"
    for folder, split in (("train", "train"), ("validation", "val"))[: rng.randint(1, 2)]:
        file, rows = f"{folder}-annotations-bbox.csv", [heading.split(",")]

        def boxes(stem, mention, size):
            for thing in mention.things:
                x1, y1, x2, y2 = thing.raw
                sides = [f"{v / s:.12g}" for v, s in zip((x1, x2, y1, y2), (size[0], size[0], size[1], size[1]))]
                if thing.kind == "malformed":
                    sides[rng.randrange(4)] = spoilt(rng)
                elif thing.kind == "missing":
                    sides[rng.randrange(4)] = ""
                rows.append([stem, "xclick", "" if thing.kind == "nameless" else codes[thing.name], 1, *sides, 0, 0, 0, 0, 0])

        for image in [tree.picture(folder, tree.stem(), split) for _ in range(rng.randint(3, 6))]:
            stem = os.path.splitext(os.path.basename(image))[0]
            boxes(stem, tree.labelled(file, image, names, empty=0.0), tree.pictures[image].size)
        if tree.defect("missing image"):
            boxes("gone_" + folder, tree.mention(file, None, [tree.thing(None, "good", names)]), (100, 80))
            tree.told.append("gone_" + folder)
        tree.write(file, csv_text(rows))
    tree.write(rng.choice(("class-descriptions.csv", "class-descriptions-boxable.csv")), csv_text((c, n) for n, c in codes.items()))
    tree.unrelated(".md", ".bin", ".txt")


# ---- text files of corners ---------------------------------------------------------------------------------------

def corners(tree):
    """One text file an image, the corners in pixels: class first or last, or after a line with their number."""
    rng = tree.rng
    way = rng.choice(("number first", "number last", "word first", "word last", "counted"))
    tree.format, tree.lines_lock, tree.step = f"corners, {way}", True, 0.5
    names = some_classes(rng)
    separator = rng.choice((" ", "\t", ", ")) if way.startswith("number") else rng.choice(("\t", ","))
    if way.startswith("number"):
        tree.classes = names
        tree.write("classes.txt", yolo_names(tree, names))
    places = rng.choice(([("images", "labels", None)], [("", "", None)], [("img", "gt", None)],
                         [(f"images/{s}", f"labels/{s}", s) for s in ("train", "val")],
                         [(f"{f}/image_2", f"{f}/label_2", s) for f, s in (("training", "train"), ("testing", "test"))]))
    for images, labels, split in places:
        for n, stem in enumerate([tree.stem() for _ in range(rng.randint(3, 6))]):
            image = tree.picture(images, stem, split)
            file = os.path.join(labels, stem + ".txt")
            if n == 0:  # enough good lines: no doubt what they hold
                tree.mend(image)
                corner_label(tree, file, tree.mention(file, image, [tree.thing(image, "good", names) for _ in range(3)]), names, way, separator)
            elif not tree.defect("image without labels", 0.5):
                corner_label(tree, file, tree.labelled(file, image, names, ("flat", "outside", "malformed", "missing")), names, way, separator)
        if tree.defect("missing image"):
            file = os.path.join(labels, "gone_" + tree.stem() + ".txt")
            corner_label(tree, file, tree.mention(file, None, [tree.thing(None, "good", names)]), names, way, separator)
            tree.told.append(os.path.basename(file))
    tree.unrelated(".md", ".bin")


def corner_label(tree, file, mention, names, way, separator):
    rng, lines = tree.rng, []
    for n, thing in enumerate(mention.things):
        box = [number(v) for v in thing.raw]
        label = thing.name
        if way.startswith("number"):
            label = str(names.index(thing.name))
            if thing.kind in USABLE and tree.defect("unknown class number", 0.3):
                label = str(len(names) + rng.randint(0, 2))
                mention.things[n] = thing._replace(name=f"#{label}")
        if thing.kind == "malformed":
            box[rng.randrange(4)] = spoilt(rng)
        elif thing.kind == "missing":
            del box[rng.randrange(4)]
        lines.append(separator.join([label, *box] if way.endswith("first") else [*box, label]))
    if way == "counted" and lines:
        lines.insert(0, str(len(lines)))
    end = rng.choice(("\n", "\r\n"))
    tree.write(file, end.join(lines) + (end if tree.chance(0.8) else ""))


FORMATS = (voc, coco, yolo, createml, table, via, open_images, corners)


def grow(root, rng, defects, number):
    """A random tree below root, and its record; the formats come in turn."""
    tree = Tree(root, rng, defects)
    FORMATS[number % len(FORMATS)](tree)
    if tree.chance(0.1):
        tree.defects["empty file"] += 1
        tree.write("nothing.dat", b"")
    return tree
