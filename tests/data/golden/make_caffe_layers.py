"""Caffe's LRN and max pooling after their definition, one output at a time, in NumPy and float64:
python make_caffe_layers.py  (writes caffe_layers.json beside it)."""
import json, math, os
import numpy as np

rng = np.random.default_rng(11)
def lrn_across(x, size, alpha, beta, k):
    out = np.zeros_like(x)
    for c in range(x.shape[0]):
        window = x[max(0, c - size // 2):c + size // 2 + 1]
        out[c] = x[c] / (k + alpha / size * (window ** 2).sum(0)) ** beta
    return out
def lrn_within(x, size, alpha, beta, k):
    out = np.zeros_like(x); r = size // 2
    for c in range(x.shape[0]):
        for i in range(x.shape[1]):
            for j in range(x.shape[2]):
                window = x[c, max(0, i - r):i + r + 1, max(0, j - r):j + r + 1]
                out[c, i, j] = x[c, i, j] * (k + alpha * (window ** 2).sum() / size ** 2) ** -beta
    return out
def max_pool(x, kernel, stride, pad, ceil):
    def count(n):
        m = (math.ceil if ceil else math.floor)((n + 2 * pad - kernel) / stride) + 1
        return m - 1 if pad and (m - 1) * stride >= n + pad else m
    h, w = count(x.shape[1]), count(x.shape[2])
    out = np.zeros((x.shape[0], h, w))
    for i in range(h):
        for j in range(w):
            a, b = i * stride - pad, j * stride - pad
            out[:, i, j] = x[:, max(a, 0):min(a + kernel, x.shape[1]), max(b, 0):min(b + kernel, x.shape[2])].max((1, 2))
    return out
cases = []
x = rng.normal(0, 20, (7, 5, 6)).astype(np.float32).astype(np.float64)
for region, f in (("across", lrn_across), ("within", lrn_within)):
    for size, alpha, beta, k in ((5, 5e-4, .75, 2), (3, 5e-5, .75, 1), (1, .1, .5, 1)):
        cases.append(dict(layer="lrn", input=dict(features=x.tolist(), size=size, alpha=alpha, beta=beta, k=k, region=region), output=f(x, size, alpha, beta, k).tolist()))
y = rng.normal(0, 1, (2, 11, 14)).astype(np.float32).astype(np.float64)
for kernel, stride, pad in ((2, 2, 0), (3, 2, 0), (3, 2, 1), (5, 3, 2), (3, 1, 1)):
    for ceil in (True, False):
        cases.append(dict(layer="max-pool", input=dict(features=y.tolist(), kernel=kernel, stride=stride, pad=pad, ceil=ceil), output=max_pool(y, kernel, stride, pad, ceil).tolist()))
json.dump(cases, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "caffe_layers.json"), "w"))
