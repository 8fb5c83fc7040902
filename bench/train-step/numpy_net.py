"""The SimpleConvNet step in NumPy, written as well as NumPy allows: float32 throughout, patches gathered through strides into one matrix, all
images in one product, no gradient of the input of the first layer. The same protocol as pytorch.py."""

import json
import os
import resource
import sys
import time

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

random = np.random.default_rng(0)


def normal(rows, columns):
    return (random.standard_normal((rows, columns)) * np.sqrt(2 / rows)).astype(np.float32)


class SimpleConvNet:
    def __init__(self):
        shapes = ((25, 30), (30 * 144, 100), (100, 10))
        self.weights = [normal(*shape) for shape in shapes]
        self.biases = [np.zeros(shape[1], np.float32) for shape in shapes]
        self.parameters = self.weights + self.biases
        self.first = [np.zeros_like(p) for p in self.parameters]
        self.second = [np.zeros_like(p) for p in self.parameters]
        self.steps = 0
        self.x = random.standard_normal((100, 1, 28, 28)).astype(np.float32)
        self.targets = np.eye(10, dtype=np.float32)[np.arange(100) % 10]

    def step(self):
        w1, w2, w3 = self.weights
        b1, b2, b3 = self.biases
        patches = sliding_window_view(self.x[:, 0], (5, 5), axis=(1, 2)).reshape(-1, 25)
        y1 = np.maximum(patches @ w1 + b1, 0)
        # Windows of 2×2 as an axis of four; pixels first, filters last, as the product leaves them.
        windows = y1.reshape(100, 12, 2, 12, 2, 30).transpose(0, 1, 3, 5, 2, 4).reshape(-1, 4)
        winners = windows.argmax(axis=1)
        pooled = windows[np.arange(len(windows)), winners].reshape(100, -1)
        y2 = np.maximum(pooled @ w2 + b2, 0)
        logits = y2 @ w3 + b3
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        d3 = (e / e.sum(axis=1, keepdims=True) - self.targets) / np.float32(100)
        d2 = (d3 @ w3.T) * (y2 > 0)
        spread = np.zeros_like(windows)
        spread[np.arange(len(windows)), winners] = (d2 @ w2.T).reshape(-1)
        d1 = spread.reshape(100, 12, 12, 30, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(-1, 30) * (y1 > 0)
        gradients = [patches.T @ d1, pooled.T @ d2, y2.T @ d3, d1.sum(axis=0), d2.sum(axis=0), d3.sum(axis=0)]
        self.adam(gradients)

    def adam(self, gradients):
        self.steps += 1
        rate = np.float32(0.001 * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps))
        for p, g, m, v in zip(self.parameters, gradients, self.first, self.second):
            m += np.float32(0.1) * (g - m)
            v += np.float32(0.001) * (g * g - v)
            p -= rate * m / (np.sqrt(v) + np.float32(1e-8))


print(json.dumps({"version": np.__version__, "blas": os.path.realpath("/usr/lib/x86_64-linux-gnu/libblas.so.3")}), flush=True)
net = SimpleConvNet()
for _ in range(3):
    net.step()
for line in sys.stdin:
    _, repeats = json.loads(line)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        net.step()
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps({"times": times, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}), flush=True)
