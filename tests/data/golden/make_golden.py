"""Independent numbers for the engine's tests. Run in a throw-away virtual environment with numpy, torch, torchvision
and pycocotools:  python make_golden.py  (writes the .json files beside it)."""
import io, json, os, contextlib
import numpy as np, torch, torchvision
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

here = os.path.dirname(os.path.abspath(__file__))
def save(name, data): json.dump(data, open(os.path.join(here, name), "w"))
rng = np.random.default_rng(5)
torch.manual_seed(5)

def boxes(n, size=100):
    p = rng.uniform(0, size, (n, 2)); s = rng.uniform(2, size / 2, (n, 2))
    return np.concatenate([p, p + s], 1).astype(np.float32)

# RoIAlign and RoIPool, with gradients of a weighted sum.
cases = []
f = torch.randn(2, 3, 9, 11)
rois = torch.tensor(np.concatenate([[[0], [1], [0], [1]], boxes(4, 120)], 1).astype(np.float32))
rois = torch.cat([rois, torch.tensor([[0., -10, -10, 200, 200], [1., 30, 30, 30, 30]])])
for op, ratio, aligned in (("align", 2, False), ("align", 2, True), ("align", 0, False), ("align", 3, True), ("pool", 0, False)):
    x = f.clone().requires_grad_(True)
    y = torchvision.ops.roi_pool(x, rois, (7, 5), 1 / 12) if op == "pool" else \
        torchvision.ops.roi_align(x, rois, (7, 5), 1 / 12, ratio, aligned)
    w = torch.arange(y.numel(), dtype=torch.float32).view_as(y) % 7
    (y * w).sum().backward()
    cases.append(dict(op=op, ratio=ratio, aligned=aligned, output=y.flatten().tolist(), gradient=x.grad.flatten().tolist()))
save("roi_ops.json", dict(features=f.flatten().tolist(), shape=[2, 3, 9, 11], rois=rois.tolist(), size=[7, 5], scale=1 / 12, cases=cases))

# NMS, without equal scores.
b = boxes(200); s = rng.permutation(200).astype(np.float32) / 200
save("nms.json", dict(boxes=b.tolist(), scores=s.tolist(),
     keep={str(t): torchvision.ops.nms(torch.tensor(b), torch.tensor(s), t).tolist() for t in (0.3, 0.5, 0.7)}))

# Labels of the RPN, written after the paper and the reference systems' rules, in NumPy and float64.
def anchors(convention, fh, fw):
    base = []
    for r in (0.5, 1, 2):
        for sc in (8, 16, 32):
            if convention == "pixel":
                ws = np.round(np.sqrt(256 / r)); hs = np.round(ws * r); ws, hs = ws * sc, hs * sc
                base.append([7.5 - .5 * (ws - 1), 7.5 - .5 * (hs - 1), 7.5 + .5 * (ws - 1), 7.5 + .5 * (hs - 1)])
            else:
                h = 16 * sc * np.sqrt(r); w = 16 * sc * np.sqrt(1 / r); base.append([8 - w / 2, 8 - h / 2, 8 + w / 2, 8 + h / 2])
    base = np.array(base); sx, sy = np.meshgrid(np.arange(fw) * 16, np.arange(fh) * 16)
    shift = np.stack([sx.ravel(), sy.ravel(), sx.ravel(), sy.ravel()], 1)
    return (base[None] + shift[:, None]).reshape(-1, 4)
def ious(a, g, off):
    lt = np.maximum(a[:, None, :2], g[None, :, :2]); rb = np.minimum(a[:, None, 2:], g[None, :, 2:])
    wh = np.clip(rb - lt + off, 0, None); inter = wh.prod(2)
    area = lambda x: (x[:, 2] - x[:, 0] + off) * (x[:, 3] - x[:, 1] + off)
    return inter / (area(a)[:, None] + area(g)[None] - inter)
out = []
for convention, off in (("pixel", 1), ("continuous", 0)):
    a = anchors(convention, 20, 25); H, W = 320, 400
    inside = (a[:, 0] >= 0) & (a[:, 1] >= 0) & ((a[:, 2] < W) & (a[:, 3] < H) if off else (a[:, 2] <= W) & (a[:, 3] <= H))
    g = np.array([[16, 40, 150, 120], [200, 100, 390, 300], [5, 5, 30, 25], [100, 100, 227, 227], [220, 120, 380, 310]], float)
    o = ious(a, g, off); o[~inside] = -1
    mx, am = o.max(1), o.argmax(1)
    for clobber in (False, True):
        lab = np.full(len(a), -1)
        if not clobber: lab[inside & (mx < .3)] = 0
        best = o.max(0); lab[(np.isclose(o, best[None], rtol=0, atol=1e-9) & (best > 0)[None]).any(1)] = 1
        lab[inside & (mx >= .7)] = 1
        if clobber: lab[inside & (mx < .3)] = 0
        gg = g[am]; aw = a[:, 2] - a[:, 0] + off; ah = a[:, 3] - a[:, 1] + off; gw = gg[:, 2] - gg[:, 0] + off; gh = gg[:, 3] - gg[:, 1] + off
        t = np.stack([(gg[:, 0] + .5 * gw - a[:, 0] - .5 * aw) / aw, (gg[:, 1] + .5 * gh - a[:, 1] - .5 * ah) / ah, np.log(gw / aw), np.log(gh / ah)], 1)
        t[~inside] = 0
        out.append(dict(convention=convention, clobber=clobber, feature=[20, 25], image=[H, W], gt=g.tolist(), labels=lab.tolist(),
                        argmax=np.where(inside, am, -1).tolist(), target_sum=np.abs(t).sum(0).tolist(), fg=int((lab == 1).sum()), bg=int((lab == 0).sum())))
save("anchor_target.json", out)

# COCO evaluation by pycocotools, with crowds, three classes and a class without gts.
gts, dets = [], []
for image in range(12):
    for box in boxes(6, 300):
        c = int(rng.integers(0, 3)); crowd = bool(rng.random() < .1)
        gts.append(dict(image=str(image), **{"class": "abcd"[c]}, box=box.astype(float).tolist(), crowd=crowd))
        for _ in range(int(rng.integers(0, 3))):
            d = box + rng.normal(0, rng.choice([1, 6, 20]), 4); d[2:] = np.maximum(d[2:], d[:2] + 1)
            dets.append(dict(image=str(image), **{"class": "abcd"[c if rng.random() < .85 else int(rng.integers(0, 4))]},
                             box=d.astype(np.float32).astype(float).tolist(), score=float(np.float32(rng.random()))))
coco = COCO(); wh = lambda b: [b[0], b[1], b[2] - b[0], b[3] - b[1]]
coco.dataset = dict(images=[dict(id=i) for i in range(12)], categories=[dict(id=i) for i in range(4)],
    annotations=[dict(id=i + 1, image_id=int(g["image"]), category_id="abcd".index(g["class"]), bbox=wh(g["box"]),
                      area=wh(g["box"])[2] * wh(g["box"])[3], iscrowd=int(g["crowd"])) for i, g in enumerate(gts)])
with contextlib.redirect_stdout(io.StringIO()):
    coco.createIndex()
    res = coco.loadRes([dict(image_id=int(d["image"]), category_id="abcd".index(d["class"]), bbox=wh(d["box"]), score=d["score"]) for d in dets])
    e = COCOeval(coco, res, "bbox"); e.evaluate(); e.accumulate(); e.summarize()
per = {}
for k in range(4):
    p = e.eval["precision"][:, :, k, 0, 2]; p = p[p > -1]; per["abcd"[k]] = float(p.mean()) if p.size else None
save("coco.json", dict(ground_truth=gts, detections=dets, stats=e.stats.tolist(), ap=per))

# Resizing: bilinear, half-pixel centres, as torch without antialias.
img = rng.integers(0, 256, (13, 17, 3)).astype(np.uint8)
t = torch.tensor(img).permute(2, 0, 1)[None].float() / 255
r = torch.nn.functional.interpolate(t, size=(20, 26), mode="bilinear", align_corners=False)[0]
m = torch.tensor([.485, .456, .406])[:, None, None]; sd = torch.tensor([.229, .224, .225])[:, None, None]
save("resize.json", dict(width=17, height=13, pixels=img.flatten().tolist(), short_side=20, out=((r - m) / sd).flatten().tolist()))

# Weights files: zip and legacy .pth with a view, a half and an OrderedDict.
from collections import OrderedDict
base = torch.arange(24, dtype=torch.float32)
state = OrderedDict([("a.weight", base.view(4, 6)[1:, ::2]), ("a.bias", torch.tensor([1.5, -2]).half()), ("n", torch.tensor(7))])
torch.save(state, os.path.join(here, "..", "weights_zip.pth"))
torch.save(state, os.path.join(here, "..", "weights_legacy.pth"), _use_new_zipfile_serialization=False)
class Evil:
    def __reduce__(self): return (os.system, ("touch /tmp/anchor_evil",))
torch.save({"a": Evil()}, os.path.join(here, "..", "broken_runs_code.pth"))

