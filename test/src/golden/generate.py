#!/usr/bin/python3
"""Writes torch.json: what Debian's PyTorch (python3-torch) computes for layers, losses and optimizers, in double precision.

Run with /usr/bin/python3 test/src/golden/generate.py; the file is checked in, so tests need no Python.
"""
import json
import os

import torch
from torch.nn import functional as F

torch.manual_seed(10)
torch.set_default_dtype(torch.float64)


def some(*shape):
    """Numbers that float32 holds exactly and JSON writes briefly."""
    return (torch.randn(*shape) * 64).round() / 64


def listed(tensor):
    return {"shape": list(tensor.shape), "data": [float("%.15g" % value) for value in tensor.detach().flatten().tolist()]}


def layer_case(name, options, function, x, parameters):
    x = x.requires_grad_()
    parameters = {key: value.requires_grad_() for key, value in parameters.items()}
    y = function(x, **parameters)
    dy = some(*y.shape)
    y.backward(dy)
    return {
        "layer": name, "options": options, "x": listed(x), "y": listed(y), "dy": listed(dy), "dx": listed(x.grad),
        "parameters": {key: listed(value) for key, value in parameters.items()},
        "gradients": {key: listed(value.grad) for key, value in parameters.items()},
    }


def layer_cases():
    yield layer_case("Linear", [4, 3], lambda x, weight, bias: F.linear(x, weight, bias), some(3, 4),
                     {"weight": some(3, 4), "bias": some(3)})
    for inputs, outputs, kernel, options, image in [
        (2, 3, [3, 3], {}, (5, 6)),
        (3, 4, [3, 2], {"stride": [2, 1], "padding": [1, 2], "dilation": [1, 2]}, (6, 5)),
        (4, 6, [3, 3], {"groups": 2, "padding": [1, 1]}, (4, 4)),
        (3, 2, [1, 1], {"stride": [2, 2]}, (5, 4)),
    ]:
        torch_options = {key: tuple(value) if isinstance(value, list) else value for key, value in options.items()}
        yield layer_case("Conv2d", [inputs, outputs, kernel, options],
                         lambda x, weight, bias: F.conv2d(x, weight, bias, **torch_options), some(2, inputs, *image),
                         {"weight": some(outputs, inputs // options.get("groups", 1), *kernel), "bias": some(outputs)})
    for size, options in [([2, 2], {}), ([3, 2], {"stride": [2, 1], "padding": [1, 1]}), ([3, 3], {"stride": [1, 2]})]:
        torch_options = {key: tuple(value) for key, value in options.items()}
        yield layer_case("MaxPool2d", [size, options], lambda x: F.max_pool2d(x, tuple(size), **torch_options), some(2, 2, 6, 5), {})
        yield layer_case("AvgPool2d", [size, options], lambda x: F.avg_pool2d(x, tuple(size), **torch_options), some(2, 2, 6, 5), {})
    yield layer_case("GlobalAvgPool2d", [], lambda x: x.mean((2, 3)), some(2, 3, 4, 5), {})
    yield layer_case("ReLU", [], F.relu, some(3, 5), {})
    yield layer_case("LeakyReLU", [{"slope": 0.2}], lambda x: F.leaky_relu(x, 0.2), some(3, 5), {})
    yield layer_case("Sigmoid", [], torch.sigmoid, some(3, 5), {})
    yield layer_case("Tanh", [], torch.tanh, some(3, 5), {})
    for name, shape in [("BatchNorm1d", (5, 3)), ("BatchNorm2d", (2, 3, 3, 4))]:
        mean, variance = torch.zeros(3), torch.ones(3)
        case = layer_case(name, [3], lambda x, weight, bias: F.batch_norm(x, mean, variance, weight, bias, True, 0.1, 1e-5),
                          some(*shape), {"weight": some(3), "bias": some(3)})
        case["state"] = {"running_mean": listed(mean), "running_var": listed(variance)}
        x, parameters = some(*shape), case["parameters"]
        weight, bias = (torch.tensor(parameters[key]["data"]) for key in ("weight", "bias"))
        case["inference"] = {"x": listed(x), "y": listed(F.batch_norm(x, mean, variance, weight, bias, False, 0.1, 1e-5))}
        yield case


def loss_cases():
    labels = torch.tensor([2, 0, 3, 3])
    x = (some(4, 5) * 4).requires_grad_()
    loss = F.cross_entropy(x, labels)
    loss.backward()
    yield {"loss": "SoftmaxCrossEntropy", "x": listed(x), "targets": listed(labels), "value": loss.item(), "dx": listed(x.grad)}
    x = some(4, 5).requires_grad_()
    targets = torch.softmax(some(4, 5), 1)
    loss = F.cross_entropy(x, targets)
    loss.backward()
    yield {"loss": "SoftmaxCrossEntropy", "x": listed(x), "targets": listed(targets), "value": loss.item(), "dx": listed(x.grad)}
    x = some(3, 2).requires_grad_()
    targets = some(3, 2)
    loss = F.mse_loss(x, targets)
    loss.backward()
    yield {"loss": "MeanSquaredError", "x": listed(x), "targets": listed(targets), "value": loss.item(), "dx": listed(x.grad)}


def optimizer_cases():
    rows = [
        ("SGD", {"learningRate": 0.1}, lambda p: torch.optim.SGD(p, lr=0.1)),
        ("SGD", {"learningRate": 0.1, "weightDecay": 0.3}, lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.3)),
        ("Momentum", {"learningRate": 0.05, "momentum": 0.8}, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8)),
        ("Nesterov", {"learningRate": 0.05, "momentum": 0.8}, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True)),
        ("AdaGrad", {"learningRate": 0.3, "epsilon": 1e-7}, lambda p: torch.optim.Adagrad(p, lr=0.3, eps=1e-7)),
        ("RMSProp", {"learningRate": 0.02, "decayRate": 0.9, "epsilon": 1e-6}, lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-6)),
        ("Adam", {"learningRate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6}, lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-6)),
        ("Adam", {"weightDecay": 0.2}, lambda p: torch.optim.Adam(p, weight_decay=0.2)),
        ("AdamW", {"learningRate": 0.1, "weightDecay": 0.2}, lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.2)),
    ]
    start = some(7)
    gradients = [some(7) for _ in range(12)]
    gradients[3][2] = 0
    for name, options, make in rows:
        w = start.clone().requires_grad_()
        optimizer = make([w])
        values = []
        for gradient in gradients:
            w.grad = gradient.clone()
            optimizer.step()
            values.append(listed(w)["data"])
        yield {"optimizer": name, "options": options, "start": listed(start)["data"],
               "gradients": [listed(gradient)["data"] for gradient in gradients], "values": values}


here = os.path.dirname(os.path.abspath(__file__))
content = {"torch": torch.__version__, "layers": list(layer_cases()), "losses": list(loss_cases()), "optimizers": list(optimizer_cases())}
with open(os.path.join(here, "torch.json"), "w") as file:
    json.dump(content, file)
    file.write("\n")
