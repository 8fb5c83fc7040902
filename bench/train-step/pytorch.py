"""Runs the works of bench/train-step.ts in PyTorch: reads a name and a number of repeats a line, answers with milliseconds as JSON."""

import json
import os
import resource
import sys
import time

import torch
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(int(sys.argv[1]))


def simple_conv_net():
    layers = [nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(30 * 12 * 12, 100), nn.ReLU(), nn.Linear(100, 10))


def deep_conv_net():
    layers, channels = [], 1
    for filters, paddings in ((16, (1, 1)), (32, (1, 2)), (64, (1, 1))):
        for padding in paddings:
            layers += [nn.Conv2d(channels, filters, 3, padding=padding), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 16, 50), nn.ReLU(), nn.Dropout(0.5), nn.Linear(50, 10))


def vgg(blocks, batch_norm, side, classes, hidden):
    layers, channels = [], 3
    for block in blocks:
        for filters in block:
            layers.append(nn.Conv2d(channels, filters, 3, padding=1))
            layers += [nn.BatchNorm2d(filters)] if batch_norm else []
            layers.append(nn.ReLU())
            channels = filters
        layers.append(nn.MaxPool2d(2))
    features = channels * (side // 32) ** 2
    layers += [nn.Flatten(), nn.Linear(features, hidden), nn.ReLU(), nn.Dropout(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout()]
    return nn.Sequential(*layers, nn.Linear(hidden, classes))


def training(model, shape):
    x = torch.randn(*shape)
    targets = torch.arange(shape[0]) % 10
    optimizer = torch.optim.Adam(model.parameters())
    loss = nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss(model(x), targets).backward()
        optimizer.step()

    return step


def inference(model, shape):
    model.eval()
    x = torch.randn(*shape)

    def run():
        with torch.no_grad():
            model(x)

    return run


def layer(module, shape):
    x = torch.randn(*shape, requires_grad=True)
    gradient = torch.randn(*module(x).shape)
    return lambda: module(x).backward(gradient)


def gemm():
    a, b = torch.randn(512, 512), torch.randn(512, 512)
    return lambda: a @ b


VGG11 = ((64,), (128,), (256, 256), (512, 512), (512, 512))
VGG16 = ((64, 64), (128, 128), (256,) * 3, (512,) * 3, (512,) * 3)
WORKS = {
    "SimpleConvNet step": lambda: training(simple_conv_net(), (100, 1, 28, 28)),
    "DeepConvNet step": lambda: training(deep_conv_net(), (100, 1, 28, 28)),
    "VGG-11 step": lambda: training(vgg(VGG11, True, 32, 10, 512), (64, 3, 32, 32)),
    "VGG-16 forward": lambda: inference(vgg(VGG16, False, 224, 1000, 4096), (1, 3, 224, 224)),
    "BatchNorm2d": lambda: layer(nn.BatchNorm2d(64), (64, 64, 32, 32)),
    "MaxPool2d": lambda: layer(nn.MaxPool2d(2), (64, 64, 32, 32)),
    "GEMM 512": gemm,
}

print(json.dumps({"version": torch.__version__, "blas": os.path.realpath("/usr/lib/x86_64-linux-gnu/libblas.so.3")}), flush=True)
prepared = {}
for line in sys.stdin:
    name, repeats = json.loads(line)
    if name not in prepared:
        prepared[name] = WORKS[name]()
        for _ in range(3):
            prepared[name]()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        prepared[name]()
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps({"times": times, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}), flush=True)
