"""torchvision's Faster R-CNN ResNet-50 FPN and its trunks on invented weights and an invented picture, for
tst_networks. Weights and picture come from formulas that the test repeats, so that nothing large is stored.
Run in a throw-away virtual environment with numpy, torch and torchvision:  python make_torchvision.py"""
import json, os, zlib
import numpy as np, torch, torchvision
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.backbone_utils import resnet_fpn_backbone

def noise(name, count):
    """Uniform in (-1, 1): the fraction of a fast sine, in float64."""
    k = zlib.crc32(name.encode()) % 1000
    s = np.sin(np.arange(count, dtype=np.float64) * 12.9898 + k * 78.233) * 43758.5453
    return 2 * (s - np.floor(s)) - 1

def invented(name, shape):
    count = int(np.prod(shape))
    if name.endswith("running_mean"): return np.zeros(shape)
    if name.endswith("running_var"): return np.ones(shape)
    if len(shape) == 1 and (".bn" in name or "downsample.1" in name):
        return np.full(shape, 0.0 if name.endswith("bias") else 0.3 if ".bn3" in name else 1.0)
    if len(shape) == 1: return 0.05 * noise(name, count).reshape(shape)
    fan_in = int(np.prod(shape[1:]))
    gain = {"inner_blocks": 0.12, "cls_score": 1.5, "bbox_pred": 0.3, "cls_logits": 1.0}
    factor = next((v for k, v in gain.items() if k in name), np.sqrt(2.0))
    return factor * np.sqrt(3.0 / fan_in) * noise(name, count).reshape(shape)

model = FasterRCNN(resnet_fpn_backbone(backbone_name="resnet50", weights=None), num_classes=4,
                   min_size=128, max_size=256).eval()
state = model.state_dict()
for name in state:
    state[name] = torch.tensor(invented(name, tuple(state[name].shape)).astype(np.float32))
model.load_state_dict(state)
h, w = 100, 163
y, x, c = np.meshgrid(np.arange(h), np.arange(w), np.arange(3), indexing="ij")
picture = (127.5 + 127 * np.sin(x * 0.13 + c) * np.cos(y * (0.07 + 0.03 * c))).astype(np.uint8)
with torch.no_grad():
    out = model([torch.tensor(picture).permute(2, 0, 1).float() / 255])[0]

# The trunks of the other networks: every 97th value of their maps on the normalised picture.
trunks = {}
x = (torch.tensor(picture).permute(2, 0, 1)[None].float() / 255 - 0.45) / 0.22
for name, build, stages in (("resnet34", torchvision.models.resnet34, None), ("mobilenet_v2", torchvision.models.mobilenet_v2, (3, 6, 13, 17)),
                            ("mobilenet_v3", torchvision.models.mobilenet_v3_large, (3, 6, 12, 16)),
                            ("squeezenet", torchvision.models.squeezenet1_0, (12,)), ("vgg16", torchvision.models.vgg16, (29,))):
    net = build(weights=None).eval()
    state = net.state_dict()
    for key in state:
        if state[key].dtype == torch.float32:
            state[key] = torch.tensor(invented(key, tuple(state[key].shape)).astype(np.float32))
    net.load_state_dict(state)
    maps = []
    with torch.no_grad():
        y = x
        if stages is None:
            y = net.maxpool(net.relu(net.bn1(net.conv1(y))))
            for layer in (net.layer1, net.layer2, net.layer3, net.layer4): y = layer(y); maps.append(y)
        else:
            for i, layer in enumerate(net.features):
                y = layer(y)
                if i in stages: maps.append(y)
    trunks[name] = [{"shape": list(m.shape), "values": m.flatten()[::97].tolist()} for m in maps]
    print(name, [m.std().item() for m in maps])
here = os.path.dirname(os.path.abspath(__file__))
json.dump({k: [{"shape": m["shape"], "values": m["values"][:60]} for m in v] for k, v in trunks.items()}, open(os.path.join(here, "trunks.json"), "w"))
json.dump({k: v.tolist() for k, v in out.items()}, open(os.path.join(here, "torchvision.json"), "w"))
