"""Writes pytorch-numbers.json, which the test of the grader's references compares with.

Run it with a Python that has PyTorch: python3 pytorch-numbers.py > pytorch-numbers.json
Inputs are small multiples of 1/8, so that they are exact in JSON; everything is computed in float64.
"""

import json
import sys

import torch

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)


def drawn(*shape):
    return torch.randint(-16, 17, shape).double() / 8


def distinct(*shape):
    count = 1
    for length in shape:
        count *= length
    return (torch.randperm(count).double() - count // 2).reshape(shape) / 8


def plain(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def convolution(x_shape, weight_shape, stride, padding):
    x = drawn(*x_shape).requires_grad_()
    weight = drawn(*weight_shape).requires_grad_()
    bias = drawn(weight_shape[0]).requires_grad_()
    y = torch.nn.functional.conv2d(x, weight, bias, stride=stride, padding=padding)
    dy = drawn(*y.shape)
    y.backward(dy)
    named = {"x": x, "weight": weight, "bias": bias, "y": y, "dy": dy, "dx": x.grad, "dWeight": weight.grad, "dBias": bias.grad}
    return {"stride": stride, "padding": padding, **{name: plain(value) for name, value in named.items()}}


def pooling(x_shape, size, stride, padding):
    x = distinct(*x_shape).requires_grad_()
    y = torch.nn.functional.max_pool2d(x, size, stride=stride, padding=padding)
    dy = drawn(*y.shape)
    y.backward(dy)
    named = {"x": x, "y": y, "dy": dy, "dx": x.grad}
    return {"size": size, "stride": stride, "padding": padding, **{name: plain(value) for name, value in named.items()}}


json.dump(
    {
        "madeWith": f"PyTorch {torch.__version__}",
        "convolution": [
            convolution([1, 1, 5, 6], [1, 1, 2, 3], [1, 1], [0, 0]),
            convolution([2, 3, 6, 5], [4, 3, 3, 2], [2, 3], [0, 0]),
            convolution([2, 2, 4, 7], [3, 2, 3, 4], [1, 2], [1, 2]),
            convolution([3, 1, 2, 3], [2, 1, 4, 5], [3, 1], [2, 1]),
            convolution([1, 3, 1, 1], [2, 3, 1, 1], [1, 1], [0, 0]),
        ],
        "pooling": [
            pooling([1, 1, 4, 6], [2, 3], [2, 3], [0, 0]),
            pooling([2, 3, 7, 5], [3, 2], [2, 1], [1, 1]),
            pooling([1, 2, 6, 8], [2, 4], [3, 3], [0, 2]),
            pooling([2, 1, 5, 5], [3, 3], [1, 1], [0, 0]),
        ],
    },
    sys.stdout,
)
sys.stdout.write("\n")
