#!/usr/bin/env python3
"""The steps of bench/in_silico/training_step.cpp in eager PyTorch: the network of train_twin.py from the same weights.

    training_step.py FOLDER STEPS [--threads N]

Prints one line of JSON: losses, seconds per step (median), peak memory.
"""

import argparse
import json
import pathlib
import resource
import statistics
import time

import numpy as np
import torch

import train_twin

BATCH = 32
NAMES = {"gain": "norm.weight", "shift": "norm.bias"}
READOUT = {"weights": "readout.weights", "bias": "bias", "offset": "readout.c", "linear": "readout.A",
           "deviation": "readout.d", "sigma": "readout.sigma"}


def peer_name(name):
    """core.layer1_gain -> layers.1.norm.weight"""
    part, rest = name.split(".")
    if part == "readout":
        return READOUT[rest]
    layer, kind = rest.removeprefix("layer").split("_", 1)
    return f"layers.{layer}.{NAMES.get(kind, kind)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("steps", type=int)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    shapes = json.loads((args.folder / "shapes.json").read_text())
    config = json.loads((args.folder / "config.json").read_text())
    data = {name: torch.from_numpy(np.fromfile(args.folder / f"{name}.bin", np.float32).reshape(shape))
            for name, shape in shapes.items()}
    images, responses, noise = data.pop("images"), data.pop("responses"), data.pop("noise")
    model = train_twin.TwinModule(config, responses.mean(0), *images.shape[1:], data.pop("xy"))
    own = dict(model.named_parameters())
    with torch.no_grad():
        for name, value in data.items():
            own[peer_name(name)].copy_(value)
    optimiser = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-3)

    losses, seconds = [], []
    for step in range(args.steps):
        batch = step % len(noise)
        torch.randn_like = lambda _, draws=noise[batch]: draws  # the very draws of the other program
        index = slice(batch * BATCH, (batch + 1) * BATCH)
        started = time.perf_counter()
        rates, penalty = model(images[index])
        loss = train_twin.poisson(rates, responses[index]) + penalty
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - started)
    print(json.dumps({"losses": losses, "seconds_per_step": statistics.median(seconds),
                      "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()
