#!/usr/bin/env python3
"""Trains a digital twin in plain eager PyTorch, as a peer of `doppel`: same equations, written independently.

    train_twin.py DATASET.npz CONFIG.json [--seed N] [--threads N] [--device cpu] [--steps N] [--json OUT]

DATASET.npz (`doppel export dataset`): train_images (n, rows, cols) grey, train_responses (n, neurons), test_images,
test_responses (images, repeats, neurons), positions (neurons, 2) cortical, z-scored.
CONFIG.json: one object with the fields of ModelConfig and TrainingConfig (src/science/model/config.h).
Prints single-trial test correlation, share of oracle and seconds per step. Needs numpy and torch only.
"""

import argparse
import json
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

REFERENCE_POPULATION = 13047  # neurons on which the core's penalty weights were chosen


def hermite_functions(size):
    """(n, size, size) filters and their (mu, kind), kind 0 symmetric, 1 real, 2 imaginary."""
    n = 2 * size
    edge = 2 * math.sqrt(size) * (1 - 1 / n)
    axis = np.linspace(-edge, edge, n)
    row, col = np.meshgrid(axis, axis, indexing="ij")
    rho, theta = np.hypot(row, col), np.arctan2(row, col)
    filters, kinds = [], []
    for rank in range(size):
        for mu in range(rank % 2, rank + 1, 2):
            nu = (rank - mu) // 2
            radial = sum(
                math.gamma(mu + nu + 1) * math.gamma(nu + 1) * (-2.0) ** (nu - k)
                / (math.gamma(mu + 1 + k) * math.gamma(1 + k) * math.gamma(nu + 1 - k)) * rho ** (2 * k)
                for k in range(nu + 1)) * rho**mu * np.exp(-(rho**2) / 4)
            for kind in (0,) if mu == 0 else (1, 2):
                psi = radial * (np.sin(mu * theta) if kind == 2 else np.cos(mu * theta))
                psi /= np.sqrt((psi**2).sum())
                filters.append(psi.reshape(size, 2, size, 2).sum((1, 3)))
                kinds.append((mu, kind))
    return np.stack(filters), kinds


def turned(filters, kinds, angle):
    """The basis whose expansion with unchanged coefficients is the filter turned by `angle`."""
    out = filters.copy()
    for k, (mu, kind) in enumerate(kinds):
        cosine, sine = math.cos(mu * angle), math.sin(mu * angle)
        if kind == 1:
            out[k] = cosine * filters[k] - sine * filters[k + 1]
        elif kind == 2:
            out[k] = sine * filters[k - 1] + cosine * filters[k]
    return out


class TurnedConv(nn.Module):
    """One layer. kind: dense; separable (a filter for each channel, then mixing); mixed_separable (mixing before, too)."""

    def __init__(self, size, kind, config, first, last):
        super().__init__()
        self.O, self.F, self.first, self.size = config["n_orientations"], config["n_features"], first, size
        self.separable = kind != "dense"
        channels_in = 1 if first or self.separable else self.O * self.F
        for name, present in ("mixing", self.separable), ("mixing_before", kind == "mixed_separable"):
            setattr(self, name, nn.Parameter(torch.empty(self.F, self.O * self.F)) if present else None)
            if present:
                nn.init.trunc_normal_(getattr(self, name), std=0.1, a=-0.2, b=0.2)
        filters, kinds = hermite_functions(size)
        basis = np.stack([turned(filters, kinds, 2 * math.pi * i / self.O) for i in range(self.O)])
        self.register_buffer("basis", torch.tensor(basis, dtype=torch.float32))  # (O, k, fs, fs)
        self.coefficients = nn.Parameter(torch.empty(self.F, channels_in, len(kinds)))
        nn.init.trunc_normal_(self.coefficients, std=0.1, a=-0.2, b=0.2)
        self.shared = config["shared_batch_norm"]
        channels = self.F if self.shared else self.O * self.F
        self.norm = nn.BatchNorm2d(channels, eps=config["batch_norm_epsilon"], momentum=config["batch_norm_momentum"])
        if last:
            self.norm.weight.requires_grad_(False)
        laplacian = torch.tensor([[0.25, 0.5, 0.25], [0.5, -3, 0.5], [0.25, 0.5, 0.25]])
        self.register_buffer("laplacian", laplacian.view(1, 1, 3, 3))

    def filters(self):
        out = []
        for i in range(self.O):
            w = torch.einsum("fck,kyx->fcyx", self.coefficients, self.basis[i])
            out.append(w if self.first or self.separable else torch.roll(w, i * self.F, dims=1))
        return torch.cat(out)

    def mix(self, x, rows):
        matrix = torch.cat([torch.roll(rows, i * self.F, dims=1) for i in range(self.O)])
        return F.conv2d(x, matrix[:, :, None, None])

    def forward(self, x, padding):
        w = self.filters()
        if self.mixing_before is not None:
            x = self.mix(x, self.mixing_before)
        x = F.conv2d(x, w, padding=padding, groups=len(w) if self.separable else 1)
        if self.separable:
            x = self.mix(x, self.mixing)
        n, _, rows, cols = x.shape
        if self.shared:
            x = self.norm(x.view(n * self.O, self.F, rows, cols)).view(n, -1, rows, cols)
        else:
            x = self.norm(x)
        return x, w

    def penalties(self, w):
        rough = F.conv2d(w.view(-1, 1, self.size, self.size), self.laplacian, padding=1).view_as(w)
        size = w.square().sum((1, 2, 3))
        smooth = (rough.square().sum((1, 2, 3)) / (size + 1e-8)).sum()
        if self.separable:
            sparse = sum(self.O * (m.abs().sum(1) / (m.square().sum(1) + 1e-8).sqrt()).sum()
                         for m in (self.mixing, self.mixing_before) if m is not None)
        else:
            groups = (w.square().sum((2, 3)) + 1e-12).sqrt().sum(1)
            sparse = (groups / (size + 1e-8).sqrt()).sum()
        return (smooth if self.first else 0.5 * smooth), (0.0 if self.first else sparse)


class FactorisedReadout(nn.Module):
    def __init__(self, config, n_neurons, rows, cols, _positions):
        super().__init__()
        channels = config["n_orientations"] * config["n_features"]
        self.masks = nn.Parameter(torch.empty(n_neurons, rows * cols))
        self.weights = nn.Parameter(torch.empty(n_neurons, channels))
        nn.init.trunc_normal_(self.masks, std=0.01, a=-0.02, b=0.02)
        nn.init.trunc_normal_(self.weights, std=0.01, a=-0.02, b=0.02)
        self.penalty_weight = config["readout_weight"]

    def forward(self, phi):
        pooled = torch.einsum("ncp,kp->nck", phi.flatten(2), self.masks.abs())
        return torch.einsum("nck,kc->nk", pooled, self.weights)

    def penalty(self):
        return self.penalty_weight * (self.masks.abs().sum(1) * self.weights.abs().sum(1)).sum()


class GaussianReadout(nn.Module):
    def __init__(self, config, n_neurons, rows, cols, positions):
        super().__init__()
        self.last_pixel = torch.tensor([cols - 1.0, rows - 1.0])
        channels = config["n_orientations"] * config["n_features"]
        self.weights = nn.Parameter(torch.empty(n_neurons, channels))
        nn.init.trunc_normal_(self.weights, std=0.02, a=-0.04, b=0.04)
        self.register_buffer("xy", positions)
        self.c = nn.Parameter(torch.zeros(2))
        self.A = nn.Parameter(torch.zeros(2, 2))
        self.d = nn.Parameter(torch.zeros(n_neurons, 2))
        self.sigma = nn.Parameter(torch.full((n_neurons, 2), config["sigma_init"]))
        self.penalty_weight, self.position_weight = config["readout_weight"], config["position_weight"]

    def positions(self):
        return torch.tanh(self.c + self.xy @ self.A.T + self.d)

    @torch.no_grad()
    def window(self, margin):
        """(first, last) pixel, x and y each, of the box around all positions, margin px wider on every side."""
        px = (self.positions() + 1) / 2 * self.last_pixel.to(self.xy)
        first, last = px.amin(0).floor().long().tolist(), px.amax(0).floor().long().tolist()
        return [(max(a - margin, 0), min(b + 1 + margin, int(end)))
                for a, b, end in zip(first, last, self.last_pixel)]

    def forward(self, phi, window=None):
        """phi: the features of that window; None: of the whole image."""
        n = phi.shape[0]
        points = self.positions().expand(n, -1, -1)
        if self.training:
            points = (points + self.sigma * torch.randn_like(points)).clamp(-1, 1)
        if window:
            (left, right), (top, bottom) = window
            px = (points + 1) / 2 * self.last_pixel.to(points) - points.new_tensor([left, top])
            size = points.new_tensor([right - left, bottom - top])
            points = (torch.minimum(px.clamp_min(0), size) / size) * 2 - 1
        sampled = F.grid_sample(phi, points.unsqueeze(2), padding_mode="border", align_corners=True).squeeze(3)
        return torch.einsum("nck,kc->nk", sampled, self.weights)

    def penalty(self):
        return self.penalty_weight * self.weights.abs().sum() + self.position_weight * self.d.square().sum()


def grown(window, by, last_pixel):
    return [(max(first - by, 0), min(last + by, int(end))) for (first, last), end in zip(window, last_pixel)]


class TwinModule(nn.Module):
    def __init__(self, config, mean_response, rows, cols, positions):
        super().__init__()
        sizes = config["filter_sizes"]
        kinds = config.get("layer_kinds") or ["dense"] * len(sizes)
        self.layers = nn.ModuleList(
            TurnedConv(s, k, config, i == 0, i + 1 == len(sizes)) for i, (s, k) in enumerate(zip(sizes, kinds)))
        self.between = F.elu if config.get("nonlinearity") == "elu" else F.softplus
        kind = GaussianReadout if config["readout"] == "gaussian" else FactorisedReadout
        self.readout = kind(config, len(mean_response), rows, cols, positions)
        self.bias = nn.Parameter(0.5 * torch.log(torch.expm1(mean_response.clamp_min(1e-3))))
        share = len(mean_response) / REFERENCE_POPULATION
        self.margin = config.get("window_margin")
        self.smooth, self.sparse = config["smooth_weight"] * share, config["sparse_weight"] * share

    def forward(self, images):
        x, penalty, window = images.unsqueeze(1), 0.0, None
        if self.margin is not None:
            window = self.readout.window(self.margin)
            windows = [window]
            for layer in reversed(self.layers):
                windows.insert(0, grown(windows[0], layer.size // 2, self.readout.last_pixel))
            (left, right), (top, bottom) = windows[0]
            x = x[:, :, top:bottom + 1, left:right + 1]
        for i, layer in enumerate(self.layers):
            x, padding = self.between(x) if i else x, layer.size // 2
            if window:
                missing = [side for (a, b), (first, last) in zip(windows[i], windows[i + 1])
                           for side in (a - (first - padding), last + padding - b)]
                x, padding = F.pad(x, missing), 0
            x, w = layer(x, padding)
            if self.training:
                smooth, sparse = layer.penalties(w)
                penalty = penalty + self.smooth * smooth + self.sparse * sparse
        if self.training:
            penalty = penalty + self.readout.penalty()
        drive = self.readout(x, window) if window else self.readout(x)
        return F.softplus(drive + self.bias), penalty


def poisson(rates, counts):
    return (rates - counts * torch.log(rates + 1e-5)).sum(1).mean()


def predict(model, images):
    model.eval()
    with torch.no_grad():
        out = torch.cat([model(part)[0] for part in images.split(128)])
    model.train()
    return out


def correlation(a, b):
    """Pearson per column in float64; a constant column scores 0."""
    a, b = a.double() - a.double().mean(0), b.double() - b.double().mean(0)
    bottom = (a.square().sum(0) * b.square().sum(0)).sqrt()
    return torch.where(bottom > 0, (a * b).sum(0) / bottom.clamp_min(1e-300), torch.zeros_like(bottom))


def scores(model, images, responses):
    n_images, n_repeats, n_neurons = responses.shape
    rates = predict(model, images).cpu()
    single = correlation(rates.repeat_interleave(n_repeats, 0), responses.reshape(-1, n_neurons))
    others = (responses.sum(1, keepdim=True) - responses) / (n_repeats - 1)
    oracle = correlation(others.reshape(-1, n_neurons), responses.reshape(-1, n_neurons))
    return single.mean().item(), ((single * oracle).sum() / oracle.square().sum()).item()


def trained_state(model):
    """What averaging takes the mean of: parameters and running statistics."""
    return [*model.parameters(), *(b for name, b in model.named_buffers() if "running" in name)]


@torch.no_grad()
def add_to_average(average, n, model):
    if not average:
        average.extend(t.detach().clone() for t in trained_state(model))
    for mean, value in zip(average, trained_state(model)):
        mean.lerp_(value, 1 / n)


def learning_rate(config, step):
    if config["schedule"] == "cosine":
        last = config["learning_rate_factor"]
        fall = (1 + math.cos(math.pi * step / config["max_iterations"])) / 2
        return config["learning_rate"] * (last + (1 - last) * fall)
    passed = sum(step >= share * config["max_iterations"] for share in config["drop_shares"])
    return config["learning_rate"] * config["learning_rate_factor"] ** passed


def local_mean(images):
    return F.avg_pool2d(images.unsqueeze(1), 7, stride=1, padding=3, count_include_pad=False).squeeze(1)


@torch.no_grad()
def start_at_receptive_fields(readout, images, responses):
    """Starts readouts where responses follow the local contrast: the centroid of the correlation's top, which a
    retinotopic map of the cortical positions explains in part, and deviations, where they are sure, the rest."""
    _, rows, cols = images.shape
    contrast = local_mean((images - local_mean(images)).square()).sqrt().flatten(1)
    contrast, responses = contrast - contrast.mean(0), responses - responses.mean(0)
    norm = contrast.square().sum(0).sqrt().unsqueeze(1) * responses.square().sum(0).sqrt()
    correlation = contrast.T @ responses / norm.clamp_min(1e-6)
    largest = correlation.amax(0)
    excess = (correlation - 0.7 * largest).clamp_min(0).view(rows, cols, -1)
    total = excess.sum((0, 1)).clamp_min(1e-12)
    x = (excess.sum(0) * torch.linspace(-1, 1, cols).unsqueeze(1)).sum(0) / total
    y = (excess.sum(1) * torch.linspace(-1, 1, rows).unsqueeze(1)).sum(0) / total
    strength = (largest * math.sqrt(len(images))).double()

    z = torch.atanh(torch.stack([x, y], 1).double().clamp(-0.95, 0.95))
    weight = (strength - 3).clamp_min(0).unsqueeze(1)
    design = torch.cat([torch.ones(len(z), 1), readout.xy.cpu()], 1).double()
    fitted = torch.linalg.solve(design.T @ (weight * design) + 1e-6 * torch.eye(3), design.T @ (weight * z))
    readout.c.copy_(fitted[0])
    readout.A.copy_(fitted[1:].T)
    readout.d.copy_(((strength - 4) / 4).clamp(0, 1).unsqueeze(1) * (z - design @ fitted))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("config")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--steps", type=int, help="overrides max_iterations")
    parser.add_argument("--json", help="write the result to this file")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    config = json.load(open(args.config, encoding="utf-8"))
    if args.steps:
        config["max_iterations"] = args.steps

    data = np.load(args.dataset)
    images = torch.from_numpy(data["train_images"]).float()
    responses = torch.from_numpy(data["train_responses"]).float()
    order = torch.randperm(len(images))
    n_validation = round(config["validation_share"] * len(images))
    held, fit = order[:n_validation], order[n_validation:]
    mean, sd = images[fit].mean(), images[fit].std()
    response_sd = responses[fit].std(0)
    response_sd[response_sd < response_sd.mean() / 100] = 1
    device = torch.device(args.device)
    images, responses = ((images - mean) / sd).to(device), (responses / response_sd).to(device)
    test_images = ((torch.from_numpy(data["test_images"]).float() - mean) / sd).to(device)
    positions = torch.from_numpy(data["positions"]).float()

    model = TwinModule(config, responses[fit].mean(0).cpu(), *images.shape[1:], positions).to(device)
    if config.get("position_start") == "receptive_fields":
        start_at_receptive_fields(model.readout, images[fit].cpu(), responses[fit].cpu())
    optimiser = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=config["learning_rate"])
    batch, queue, seconds = config["batch_size"], [], 0.0
    first_averaged = (1 - (config.get("averaging_share") or 0)) * config["max_iterations"]
    average, n_averaged = [], 0
    for step in range(config["max_iterations"]):
        started = time.perf_counter()
        if not queue:
            queue = [b for b in fit[torch.randperm(len(fit))].split(batch) if len(b) == batch]
        index = queue.pop()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(config, step)
        rates, penalty = model(images[index])
        loss = poisson(rates, responses[index]) + penalty
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        if step + 1 > first_averaged:
            n_averaged += 1
            add_to_average(average, n_averaged, model)
        seconds += time.perf_counter() - started
        if (step + 1) % config["validation_every"] == 0:
            with torch.no_grad():
                validation = poisson(predict(model, images[held]), responses[held]).item() / responses.shape[1]
            print(f"step {step + 1} loss {loss.item() / responses.shape[1]:.5f} validation {validation:.5f} "
                  f"{seconds / (step + 1):.4f} s a step", flush=True)
    with torch.no_grad():
        for mean, value in zip(average, trained_state(model)):
            value.copy_(mean)
    single, share = scores(model, test_images, torch.from_numpy(data["test_responses"]).float())
    result = {"single_trial_correlation": single, "fraction_oracle": share, "steps": config["max_iterations"],
              "seconds_per_step": seconds / config["max_iterations"], "threads": args.threads, "seed": args.seed,
              "torch": torch.__version__}
    print(json.dumps(result))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as out:
            json.dump(result, out)


if __name__ == "__main__":
    main()
