# SPDX-License-Identifier: GPL-3.0-or-later
"""Our operators against torchvision's and pycocotools', on the same tensors, in one run.

Every row first shows that the results agree, then compares the median of alternating timings. Ratios above 1 mean
that ours is faster.
"""
import argparse
import contextlib
import io
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

import numpy as np
import torch
import torchvision
from torchvision.models.detection._utils import Matcher

rows = []


def seconds(call, device):
    """Of one call: the mean of a row of calls, for 20 ms at least on a CPU, between two events on a GPU, so that neither
    the caches that the other one left nor launching is what is measured."""
    if device != "cuda":
        calls, start = 0, time.perf_counter()
        while calls == 0 or time.perf_counter() - start < 0.02:
            call()
            calls += 1
        return (time.perf_counter() - start) / calls
    calls = 20
    begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    torch.cuda.synchronize()
    begin.record()
    for _ in range(calls):
        call()
    end.record()
    torch.cuda.synchronize()
    return begin.elapsed_time(end) / 1e3 / calls


def captured(call):
    """The call as a CUDA graph of 20 of it, so that the time of the GPU is measured and not that of Python."""
    for _ in range(3):
        call()
    graph = torch.cuda.CUDAGraph()
    torch.cuda.synchronize()
    with torch.cuda.graph(graph, stream=torch.cuda.current_stream()):
        for _ in range(20):
            call()
    return graph.replay


def copy_bandwidth():
    """Bytes a second, read and written, of a large copy on the GPU."""
    source = torch.rand(1 << 28, device="cuda")
    target = torch.empty_like(source)
    target.copy_(source)
    return 2 * source.numel() * 4 / statistics.median(seconds(lambda: target.copy_(source), "cuda") for _ in range(3))


bandwidth = None


def compare(name, goal, ours, theirs, device="cpu", times=15, moved=0):
    """Alternates both, so that a busy machine slows both alike. moved: bytes that must be read and written at least."""
    ours(), theirs()
    calls = 1
    if device == "cuda" and moved:
        ours, theirs, calls = captured(ours), captured(theirs), 20
    own, other = [], []
    for _ in range(times):
        own.append(seconds(ours, device) / calls)
        other.append(seconds(theirs, device) / calls)
    row = {"what": name, "ours_ms": 1e3 * statistics.median(own), "theirs_ms": 1e3 * statistics.median(other)}
    row["ratio"] = row["theirs_ms"] / row["ours_ms"]
    row["goal"] = goal
    limit = ""
    if device == "cuda" and moved:
        row["bandwidth_limits"] = row["ours_ms"] / 1e3 * bandwidth / moved
        limit = f", {row['bandwidth_limits']:.1f} times the bandwidth limit"
    rows.append(row)
    print(f"{name:58} {row['ours_ms']:9.3f} ms {row['theirs_ms']:9.3f} ms  {row['ratio']:7.1f}x  (goal {goal}x{limit})", flush=True)


def boxes(count, width, height, seed, clusters=0):
    random = np.random.default_rng(seed)
    centres = random.uniform((0, 0), (width, height), (clusters or count, 2))
    if clusters:
        centres = centres[random.integers(0, clusters, count)] + random.normal(0, 12, (count, 2))
    sizes = np.exp(random.normal(4.5, 0.6, (count, 2)))
    found = np.concatenate([centres - sizes / 2, centres + sizes / 2], 1)
    found[:, 0::2] = found[:, 0::2].clip(0, width)
    found[:, 1::2] = found[:, 1::2].clip(0, height)
    return torch.tensor(found, dtype=torch.float32)


def measure_nms(device):
    ours, vision = torch.ops.anchor, torchvision.ops
    candidates = boxes(12000, 1000, 600, 1, clusters=150).to(device)
    # No two are equal: torchvision sorts equal ones as it happens.
    scores = (torch.randperm(12000, generator=torch.Generator().manual_seed(2)) / 12000.0).to(device)
    kept = vision.nms(candidates, scores, 0.7)
    assert torch.equal(ours.nms(candidates, scores, 0.7), kept), "nms differs"
    assert torch.equal(ours.nms(candidates, scores, 0.7, False, 2000), kept[:2000]), "limited nms differs"
    compare(f"NMS, 12,000 boxes, {len(kept)} kept", 20 if device == "cpu" else 2,
            lambda: ours.nms(candidates, scores, 0.7), lambda: vision.nms(candidates, scores, 0.7), device)
    compare("NMS, the first 2,000 of them", 40 if device == "cpu" else 2,
            lambda: ours.nms(candidates, scores, 0.7, False, 2000),
            lambda: vision.nms(candidates, scores, 0.7)[:2000], device)
    groups = torch.randint(0, 20, (12000,), generator=torch.Generator().manual_seed(3)).to(device)
    # Group by group: shifting the groups apart, as batched_nms does for up to 25,000 boxes on a GPU, rounds coordinates.
    exact = torchvision.ops.boxes._batched_nms_vanilla(candidates, scores, groups, 0.5)
    same = torch.equal(ours.batched_nms(candidates, scores, groups, 0.5), exact)
    assert same, "batched nms differs"
    compare("NMS per class, 12,000 boxes, 20 classes", 2, lambda: ours.batched_nms(candidates, scores, groups, 0.5),
            lambda: vision.batched_nms(candidates, scores, groups, 0.5), device)


def measure_assignment(device):
    shifts = torch.stack(torch.meshgrid(torch.arange(37), torch.arange(56), indexing="ij"), -1).reshape(-1, 2).flip(1) * 16.0
    base = torch.tensor([[-w / 2, -h / 2, w / 2, h / 2] for s in (128, 256, 512) for w, h in
                         ((s * 1.4, s * 0.7), (s, s), (s * 0.7, s * 1.4))])
    anchors = (shifts.repeat(1, 2)[:, None] + 8 + base).reshape(-1, 4).contiguous().to(device)
    gts = boxes(20, 900, 600, 5).to(device)
    matcher = Matcher(0.7, 0.3, allow_low_quality_matches=True)

    def theirs():
        return matcher(torchvision.ops.box_iou(gts, anchors))

    def ours():
        return torch.ops.anchor.assign_anchors(anchors, gts, 1e6, 1e6, 1e6)

    labels, argmax, _ = ours()
    found = theirs()
    wanted = torch.where(found >= 0, 1, torch.where(found == Matcher.BELOW_LOW_THRESHOLD, 0, -1)).to(torch.int8)
    # Anchors that tie for a gt's best but for the last digits: ours takes all of them, torchvision some.
    different = labels != wanted
    overlaps = torchvision.ops.box_iou(gts, anchors)
    ties = (overlaps >= overlaps.max(1, keepdim=True).values * (1 - 3e-6)).any(0)
    assert bool(((labels == 1) & ties)[different].all()), "labels differ"
    assert torch.equal(argmax[(labels == 1) & (wanted == 1)], found[(labels == 1) & (wanted == 1)]), "matches differ"
    compare(f"Assignment, {len(anchors)} anchors x 20 gts ({int(different.sum())} ties)", 40 if device == "cpu" else 2, ours, theirs, device)


def measure_assignment_often(options, processes=9):
    """torchvision makes matrices of 1.5 MB of all pairs, and where the system puts them makes it up to three times slower in
    one process than in the next: the median of several processes counts."""
    found = []
    for _ in range(processes):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "rows.json"
            subprocess.run([sys.executable, __file__, "--build", options.build, "--only", "assignment", "--once",
                            "--output", output], check=True, stdout=subprocess.DEVNULL)
            found += json.loads(output.read_text())
    found.sort(key=lambda row: row["ratio"])
    row = found[len(found) // 2]
    row["what"] += f", median of {processes} processes ({found[0]['ratio']:.0f}-{found[-1]['ratio']:.0f}x)"
    rows.append(row)
    print(f"{row['what']}: {row['ours_ms']:.3f} ms {row['theirs_ms']:.3f} ms {row['ratio']:.1f}x (goal {row['goal']}x)",
          flush=True)


def measure_rois(device):
    vision = torchvision.ops
    generator = torch.Generator().manual_seed(7)
    features = torch.rand(1, 512, 37, 50, generator=generator).to(device)
    layouts = {"planar": features, "channels last": features.contiguous(memory_format=torch.channels_last)}
    rois = torch.cat([torch.zeros(128, 1), boxes(128, 800, 592, 8)], 1).to(device)
    operators = {
        "RoI pool": (lambda f: torch.ops.anchor.roi_pool(f, rois, 7, 7, 1 / 16), lambda f: vision.roi_pool(f, rois, 7, 1 / 16)),
        "RoI align": (lambda f: torch.ops.anchor.roi_align(f, rois, 7, 7, 1 / 16, 2, True),
                      lambda f: vision.roi_align(f, rois, 7, 1 / 16, 2, True)),
    }
    for name, (ours, theirs) in operators.items():
        assert torch.allclose(ours(features), theirs(features), atol=1e-5), f"{name} differs"
        for layout, maps in layouts.items():
            written = 128 * 512 * 49 * (8 if name == "RoI pool" else 4)
            compare(f"{name} forward, 128 rois, 512x37x50 {layout}", 4 if device == "cpu" else 2,
                    lambda: ours(maps), lambda: theirs(features), device, moved=4 * features.numel() + written)
        graded = {layout: maps.detach().clone().requires_grad_() for layout, maps in layouts.items()}
        weight = torch.rand(128, 512, 7, 7, generator=generator).to(device)
        for layout, maps in graded.items():
            own, other = ours(maps), theirs(graded["planar"])
            mine, = torch.autograd.grad(own, maps, weight, retain_graph=True)
            reference, = torch.autograd.grad(other, graded["planar"], weight, retain_graph=True)
            assert torch.allclose(mine, reference, rtol=1e-4, atol=1e-4), f"{name} gradient differs"
            compare(f"{name} backward, {layout}", 2,
                    lambda: torch.autograd.grad(own, maps, weight, retain_graph=True),
                    lambda: torch.autograd.grad(other, graded["planar"], weight, retain_graph=True), device,
                    moved=4 * features.numel() + 128 * 512 * 49 * (8 if name == "RoI pool" else 4))


def measure_rois_beside(device):
    """A graph can only be captured on a stream of its own, and a backward pass runs where its forward pass ran."""
    with torch.cuda.stream(torch.cuda.Stream()) if device == "cuda" else contextlib.nullcontext():
        measure_rois(device)


def read_voc(folder):
    """images x (label, x1, y1, x2, y2, difficult) of every annotation file below."""
    names, images = [], []
    for file in sorted(folder.rglob("*.xml")):
        found = []
        for item in ElementTree.parse(file).getroot().iter("object"):
            name = item.findtext("name")
            if name not in names:
                names.append(name)
            box = [float(item.find("bndbox").findtext(k)) for k in ("xmin", "ymin", "xmax", "ymax")]
            found.append((names.index(name), *box, int(item.findtext("difficult") or 0)))
        images.append(found)
    return names, images


def generated(names, images, seed):
    """Ground truths with some crowds, and detections that are good, shifted, double, wrong in class or invented."""
    random = np.random.default_rng(seed)
    gts, detections = [], []
    for image, objects in enumerate(images):
        for label, x1, y1, x2, y2, difficult in objects:
            gts.append((image, label, x1, y1, x2, y2, difficult, int(random.random() < 0.06)))
            for _ in range(random.integers(0, 4)):
                shift = random.normal(0, 0.12, 4) * ((x2 - x1), (y2 - y1), (x2 - x1), (y2 - y1))
                x, y, right, bottom = np.float32(np.array((x1, y1, x2, y2)) + shift)
                if right > x and bottom > y:
                    other = label if random.random() < 0.9 else random.integers(0, len(names))
                    detections.append((image, other, x, y, right, bottom, np.float32(round(random.random(), 2))))
        for _ in range(random.integers(0, 12)):
            x, y = random.uniform(0, 500, 2)
            w, h = random.uniform(5, 200, 2)
            detections.append((image, random.integers(0, len(names)), *np.float32((x, y, x + w, y + h)),
                               np.float32(random.random())))
    return np.array(gts, dtype=np.float64), np.array(detections, dtype=np.float64)


def measure_coco(data):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    for folder in (data / "bccd", data / "raccoon"):
        if not folder.is_dir():
            print(f"COCO evaluation: {folder} is missing, not measured")
            continue
        names, images = read_voc(folder)
        gts, detections = generated(names, images, 11)
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO()
            truth.dataset = {
                "images": [{"id": i} for i in range(len(images))],
                "categories": [{"id": i} for i in range(len(names))],
                "annotations": [
                    {"id": n + 1, "image_id": int(g[0]), "category_id": int(g[1]), "iscrowd": int(g[7]),
                     "bbox": [g[2], g[3], g[4] - g[2], g[5] - g[3]], "area": (g[4] - g[2]) * (g[5] - g[3])}
                    for n, g in enumerate(gts)],
            }
            truth.createIndex()
            results = truth.loadRes([
                {"image_id": int(d[0]), "category_id": int(d[1]), "score": d[6], "bbox": [d[2], d[3], d[4] - d[2], d[5] - d[3]]}
                for d in detections])
        evaluation = COCOeval(truth, results, "bbox")

        def theirs():
            with contextlib.redirect_stdout(io.StringIO()):
                evaluation.evaluate()
                evaluation.accumulate()
                evaluation.summarize()

        own, found = torch.tensor(gts), torch.tensor(detections)

        def ours():
            return torch.ops.anchor.coco_numbers(own, found, len(names))

        theirs()
        difference = float(np.abs(ours().numpy() - evaluation.stats).max())
        assert difference < 1e-9, f"COCO numbers of {folder.name} differ by {difference}"
        compare(f"COCO evaluation, {folder.name}: {len(gts)} gts, {len(detections)} detections", 10, ours, theirs, times=3)


def torchvision_step(model, device, width, height, batch):
    """One training step on an invented image with 8 boxes, as anchor-engine forecast does."""
    model.train().to(device)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=1e-5, momentum=0.9, weight_decay=5e-4)
    image = torch.rand(3, height, width, device=device)
    target = {"boxes": boxes(8, width, height, 3).to(device), "labels": torch.ones(8, dtype=torch.int64, device=device)}

    def step():
        losses = sum(model([image] * batch, [target] * batch).values())
        optimizer.zero_grad()
        losses.backward()
        optimizer.step()
        float(losses.detach())  # a training looks at its loss

    for _ in range(5 if device == "cuda" else 1):
        step()
    return statistics.median(seconds(step, device) for _ in range(3 if device == "cuda" else 5))


def our_step(build, preset, width, height, batch, device):
    trainer = build / "anchor-trainer" if (build / "anchor-trainer").exists() else build / "bin" / "anchor-trainer"
    if trainer.exists():
        command = [trainer, "forecast", preset, str(width), str(height), str(batch), device, "float32"]
    else:
        command = [build / "bin" / "anchor-engine", "forecast", "--preset", preset, "--width", str(width), "--height",
                   str(height), "--boxes", "8", "--batch", str(batch)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])["seconds_per_iteration"]


def measure_steps(build, device):
    from torchvision.models import vgg16
    from torchvision.models.detection import FasterRCNN, fasterrcnn_resnet50_fpn
    from torchvision.models.detection.anchor_utils import AnchorGenerator

    def vgg():
        layers = vgg16(weights=None).features[:-1]
        for parameter in layers[:10].parameters():
            parameter.requires_grad = False
        layers.out_channels = 512
        anchors = AnchorGenerator(((128, 256, 512),), ((0.5, 1.0, 2.0),))
        pool = torchvision.ops.MultiScaleRoIAlign(["0"], 7, 2)
        head = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(25088, 4096), torch.nn.ReLU(),
                                   torch.nn.Linear(4096, 4096), torch.nn.ReLU())
        predictor = torchvision.models.detection.faster_rcnn.FastRCNNPredictor(4096, 2)
        return FasterRCNN(layers, None, rpn_anchor_generator=anchors, box_roi_pool=pool, box_head=head,
                          box_predictor=predictor, min_size=600, max_size=1000, box_batch_size_per_image=128,
                          rpn_pre_nms_top_n_train=12000, rpn_post_nms_top_n_train=2000)

    def resnet():
        model = fasterrcnn_resnet50_fpn(weights=None, weights_backbone=None, num_classes=2)
        for name, parameter in model.backbone.body.named_parameters():
            if name.startswith(("conv1", "layer1")):
                parameter.requires_grad = False
        return model

    for preset, make, batch in (("resnet50-fpn", resnet, 1), ("vgg16-simple", vgg, 1), ("resnet50-fpn", resnet, 2)):
        if device == "cpu" and batch > 1:
            continue
        own, other = [], []
        for _ in range(2):
            own.append(our_step(build, preset, 640, 480, batch, device))
            other.append(torchvision_step(make(), device, 640, 480, batch))
        row = {"what": f"training step, {preset}, {batch} x 640x480", "ours_ms": 1e3 * min(own), "theirs_ms": 1e3 * min(other),
               "ratio": min(other) / min(own), "goal": 1 if device == "cpu" else 1.2}
        rows.append(row)
        print(f"{row['what']:58} {row['ours_ms']:9.1f} ms {row['theirs_ms']:9.1f} ms  {row['ratio']:7.2f}x  (goal {row['goal']}x)", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path(__file__).parents[2] / ".." / "shared" / "data")
    parser.add_argument("--only", default="", help="nms, assignment, rois, coco, steps")
    parser.add_argument("--once", action="store_true", help="assignment: in this process alone")
    options = parser.parse_args()
    torch.ops.load_library(str(next(options.build.rglob("libanchor_torch_ops.so"))))
    if options.device == "cuda":
        global bandwidth
        bandwidth = copy_bandwidth()
        print(f"{torch.cuda.get_device_name()}, a copy moves {bandwidth / 1e9:.0f} GB/s")
    torch.manual_seed(0)
    often = options.device == "cpu" and not options.once
    parts = {"nms": lambda: measure_nms(options.device),
             "assignment": lambda: measure_assignment_often(options) if often else measure_assignment(options.device),
             "rois": lambda: measure_rois_beside(options.device), "coco": lambda: measure_coco(options.data.resolve()),
             "steps": lambda: measure_steps(options.build, options.device)}
    print(f"{'':58} {'ours':>12} {'theirs':>12}")
    for name, part in parts.items():
        if name in (options.only.split(",") if options.only else parts):
            part()
    if options.output:
        options.output.write_text(json.dumps(rows, indent=1) + "\n")


main()
