#!/usr/bin/env python3
"""Properties of the network from which a recording was simulated, beside those that a pipeline found from the responses.

    source_twin.py TWIN.pth DATA.npz FOUND.csv [--threads N]

TWIN.pth: state dict of the Sensorium 2022 CNN: a 9 px convolution without padding, three depth-separable layers of 7 px,
batch norm and ELU after each, one sample of the features a neuron at tanh(mu_transform(cell position)), ELU + 1.
DATA.npz: `doppel export dataset`. FOUND.csv: one row a neuron in the same order, unit_id - 1 its column in the readout.
Search and experiments are written independently of Doppel's: a coarse grid around each receptive field, then a pattern
search over all parameters of the Gabor. Needs numpy and torch only.
"""

import argparse
import csv
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

AT_ONCE = 16  # images a pass: more leave the cache
LARGEST_CONTRAST = 4.0
SIZES, FREQUENCIES = (6.0, 40.0), (0.02, 0.25)  # ranges of the pattern search [px], [cycles/px]
# Columns of a Gabor, and the steps of the pattern search: additive, or factors where so marked.
X, Y, SIZE, FREQUENCY, CONTRAST, ORIENTATION, PHASE = range(7)
STEPS = ((X, 2.0), (Y, 2.0), (SIZE, 1.25), (FREQUENCY, 1.25), (CONTRAST, 1.41421356), (ORIENTATION, 15.0), (PHASE, 45.0))
FACTORS = (SIZE, FREQUENCY, CONTRAST)


class SourceTwin:
    def __init__(self, path, columns):
        state = torch.load(path, map_location="cpu", weights_only=True)
        self.core = {k.removeprefix("core.features."): v for k, v in state.items() if k.startswith("core.features.")}
        readout = {k.split(".", 2)[2]: v for k, v in state.items() if k.startswith("readout.")}
        self.weights = readout["_features"][0, :, 0, columns].T.contiguous()  # (neurons, channels)
        self.bias = readout["bias"][columns]
        hidden = F.elu(F.linear(readout["source_grid"][columns], readout["mu_transform.0.weight"],
                                readout["mu_transform.0.bias"]))
        self.place = torch.tanh(F.linear(hidden, readout["mu_transform.2.weight"], readout["mu_transform.2.bias"]))

    def norm(self, layer, x):
        n = {k: self.core[f"{layer}.norm.{k}"] for k in ("running_mean", "running_var", "weight", "bias")}
        return F.elu(F.batch_norm(x, n["running_mean"], n["running_var"], n["weight"], n["bias"], eps=1e-5))

    def features(self, images):
        x = self.norm("layer0", F.conv2d(images.unsqueeze(1), self.core["layer0.conv.weight"]))
        for layer in ("layer1", "layer2", "layer3"):
            into, depth, out = (self.core[f"{layer}.ds_conv.{part}_conv.weight"]
                                for part in ("in_depth", "spatial", "out_depth"))
            x = F.conv2d(x, into)
            x = F.conv2d(x, depth, padding=depth.shape[-1] // 2, groups=depth.shape[0])
            x = self.norm(layer, F.conv2d(x, out))
        return x

    def centres(self, rows, cols):
        """(neurons, 2) x, y [px]: feature j is centred on image pixel j + 4."""
        extent = torch.tensor([cols - 8 - 1, rows - 8 - 1])
        return (self.place + 1) / 2 * extent + 4

    def rates(self, features, neurons):
        """(images, neurons): every image to all of `neurons`."""
        grid = self.place[neurons].view(1, -1, 1, 2).expand(len(features), -1, -1, -1)
        sampled = F.grid_sample(features, grid, align_corners=True).squeeze(-1)  # (images, channels, neurons)
        return F.elu((sampled * self.weights[neurons].T).sum(1) + self.bias[neurons]) + 1

    def all_rates(self, images):
        everyone = torch.arange(len(self.bias))
        return torch.cat([self.rates(self.features(part), everyone) for part in images.split(AT_ONCE)])

    def paired_rates(self, images, neurons):
        """(images,): each image to one neuron."""
        out = []
        for part, index in zip(images.split(AT_ONCE), neurons.split(AT_ONCE)):
            sampled = F.grid_sample(self.features(part), self.place[index].view(-1, 1, 1, 2), align_corners=True)
            out.append(F.elu((sampled.flatten(1) * self.weights[index]).sum(1) + self.bias[index]) + 1)
        return torch.cat(out)


def gabors(parameters, rows, cols):
    """(n, 7) -> (n, rows, cols) z-scored grey."""
    x0, y0, size, frequency, contrast, orientation, phase = (p.view(-1, 1, 1) for p in parameters.T)
    y, x = torch.meshgrid(torch.arange(rows) - 0.0, torch.arange(cols) - 0.0, indexing="ij")
    angle, sd = torch.deg2rad(orientation), size / 4
    along = (x - x0) * torch.cos(angle) - (y - y0) * torch.sin(angle)
    across = (x - x0) * torch.sin(angle) + (y - y0) * torch.cos(angle)
    envelope = torch.exp(-(along**2 + across**2) / (2 * sd**2))
    return 0.5 * contrast * envelope * torch.cos(2 * math.pi * frequency * along + torch.deg2rad(phase))


class Experiments:
    def __init__(self, twin, rows, cols):
        self.twin, self.rows, self.cols = twin, rows, cols

    def show(self, parameters, neurons=None):
        """(n, stimuli, 7) -> (n, stimuli) rates of each neuron (all, unless named) to its own stimuli."""
        n, stimuli = parameters.shape[:2]
        index = (torch.arange(n) if neurons is None else neurons).repeat_interleave(stimuli)
        parts = [self.twin.paired_rates(gabors(part, self.rows, self.cols), i)
                 for part, i in zip(parameters.reshape(-1, 7).split(4096), index.split(4096))]
        return torch.cat(parts).view(n, stimuli)

    def coarse(self):
        """The best of 768 Gabors of the highest contrast within a pixel of each receptive field."""
        combinations = torch.cartesian_prod(
            *(torch.tensor(v) for v in ([8.0, 12.5, 19.5, 30.5], [0.77, 1.0, 1.3, 1.69],
                                        [15.0 * k for k in range(12)], [90.0 * k for k in range(4)])))
        size, relative, orientation, phase = combinations.T
        pixels = 2 * (self.twin.centres(self.rows, self.cols) / 2).round()  # fewer passes; the pattern search goes on from there
        best = torch.empty(len(pixels), 7)
        for place in pixels.unique(dim=0):
            neurons = (pixels == place).all(1).nonzero().flatten()
            stimuli = torch.stack([place[0].expand(len(size)), place[1].expand(len(size)), size, relative / size,
                                   torch.full_like(size, LARGEST_CONTRAST), orientation, phase], 1)
            rates = torch.cat([self.twin.rates(self.twin.features(gabors(part, self.rows, self.cols)), neurons)
                               for part in stimuli.split(AT_ONCE)])
            best[neurons] = stimuli[rates.argmax(0)]
        return best

    def refined(self, best):
        """Pattern search: the best of 14 neighbours; where none is better, half the step, four times."""
        value, halvings = self.show(best.unsqueeze(1)).squeeze(1), torch.zeros(len(best))
        for _ in range(16):
            variants = best.unsqueeze(1).repeat(1, 2 * len(STEPS), 1)
            scale = 0.5**halvings
            for k, (column, step) in enumerate(STEPS):
                for side, sign in enumerate((1.0, -1.0)):
                    column_of = variants[:, 2 * k + side, column]
                    column_of.copy_(column_of * step ** (sign * scale) if column in FACTORS
                                    else column_of + sign * step * scale)
            variants[..., SIZE].clamp_(*SIZES)
            variants[..., FREQUENCY].clamp_(*FREQUENCIES)
            variants[..., CONTRAST].clamp_(max=LARGEST_CONTRAST)
            walking = (halvings < 4).nonzero().flatten()
            if len(walking) == 0:
                break
            rates = self.show(variants[walking], walking)
            top, which = rates.max(1)
            moved = top > value[walking]
            at = walking[moved]
            best[at], value[at] = variants[at, which[moved]], top[moved]
            halvings[walking[~moved]] += 1
        return best, value

    def varied(self, best, column, values):
        stimuli = best.unsqueeze(1).repeat(1, len(values), 1)
        stimuli[..., column] = torch.tensor(values)
        return self.show(stimuli)

    def plaid(self, best):
        """(neurons, contrasts): the Gabor at the paper's highest contrast of 2, plus its orthogonal at 0 .. 2."""
        contrasts = [0.0] + [0.125 * 2 ** (k / 2) for k in range(9)]
        own, crossed = best.clone(), best.clone()
        own[:, CONTRAST] = contrasts[-1]
        crossed[:, ORIENTATION] += 90
        everyone = torch.arange(len(best))
        curves = []
        for contrast in contrasts:
            crossed[:, CONTRAST] = contrast
            curves.append(torch.cat([
                self.twin.paired_rates(gabors(a, self.rows, self.cols) + gabors(b, self.rows, self.cols), i)
                for a, b, i in zip(own.split(4096), crossed.split(4096), everyone.split(4096))]))
        return torch.stack(curves, 1)


def modulation(curves):
    """First harmonic of closed curves: amplitude over mean, and its angle [deg]."""
    angle = torch.arange(curves.shape[1]) * 2 * math.pi / curves.shape[1]
    c, s = (curves * torch.cos(angle)).sum(1), (curves * torch.sin(angle)).sum(1)
    return 2 * torch.hypot(c, s) / curves.sum(1), torch.rad2deg(torch.atan2(s, c)) % 360


def fall(curves):
    top = curves.amax(1)
    return (top - curves[:, -1]) / top


def ranks(values):
    order = np.argsort(values, kind="stable")
    out = np.empty(len(values))
    out[order] = np.arange(len(values))
    for value in np.unique(values):  # ties share their mean rank
        same = values == value
        out[same] = out[same].mean()
    return out


def rank_correlation(a, b):
    return np.corrcoef(ranks(np.asarray(a)), ranks(np.asarray(b)))[0, 1]


def single_trial_correlation(rates, responses):
    n_images, n_repeats, n_neurons = responses.shape
    a = rates.repeat_interleave(n_repeats, 0).double()
    b = responses.reshape(-1, n_neurons).double()
    a, b = a - a.mean(0), b - b.mean(0)
    return ((a * b).sum(0) / (a.square().sum(0) * b.square().sum(0)).sqrt()).nan_to_num()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("twin")
    parser.add_argument("data")
    parser.add_argument("found")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--least-oracle", type=float, default=0.3)
    parser.add_argument("--least-tuning", type=float, default=0.5, help="orientation index of a tuned neuron")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.set_grad_enabled(False)
    with open(args.found, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise SystemExit("source_twin.py: no neuron was found: request and populate the model first")
    found = {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}
    data = np.load(args.data)
    height, width = data["train_images"].shape[1:]
    if len(rows) != data["test_responses"].shape[2]:
        raise SystemExit(f"source_twin.py: {len(rows)} neurons were found of {data['test_responses'].shape[2]}")
    twin = SourceTwin(args.twin, torch.from_numpy(found["unit_id"]).long() - 1)
    train = torch.from_numpy(data["train_images"]).float()
    test = (torch.from_numpy(data["test_images"]).float() - train.mean()) / train.std()
    own = single_trial_correlation(twin.all_rates(test), torch.from_numpy(data["test_responses"]).float())
    print(f"single-trial test correlation: source {own.mean():.4f}, found {found['correlation'].mean():.4f}", flush=True)

    started = time.perf_counter()
    experiments = Experiments(twin, height, width)
    best, value = experiments.refined(experiments.coarse())
    print(f"search for the source's own optimal Gabors: {time.perf_counter() - started:.0f} s", flush=True)
    angle = 180 / 24
    orientation_index, doubled = modulation(experiments.varied(best, ORIENTATION, [k * angle for k in range(24)]))
    phase_index, _ = modulation(experiments.varied(best, PHASE, [15.0 * k for k in range(24)]))
    strongest = best.clone()
    strongest[:, CONTRAST] = LARGEST_CONTRAST
    suppression = fall(experiments.varied(strongest, SIZE, [8 * 1.2**k for k in range(12)]))
    inhibition = fall(experiments.plaid(best))
    names = ("r_x", "r_y", "size", "spatial_frequency", "contrast", "orientation", "phase")
    theirs = torch.from_numpy(np.stack([found[n] for n in names], 1)).float()
    share = experiments.show(theirs.unsqueeze(1)).squeeze(1) / value

    reliable = found["oracle"] > args.least_oracle
    tuned = reliable & (orientation_index.numpy() > args.least_tuning)
    off = np.abs((found["preferred_orientation"] - doubled.numpy() / 2 + 90) % 180 - 90)
    away = np.hypot(found["r_x"] - best[:, X].numpy(), found["r_y"] - best[:, Y].numpy())
    print(f"{reliable.sum()} of {len(rows)} neurons have an oracle above {args.least_oracle}; {tuned.sum()} of them are tuned "
          f"(the source's orientation index above {args.least_tuning})")
    print(f"preferred orientation, tuned neurons: median error {np.median(off[tuned]):.2f} degrees, "
          f"ninth decile {np.quantile(off[tuned], 0.9):.1f}")
    print(f"place of the optimal Gabor: median distance {np.median(away[reliable]):.2f} px")
    print(f"share of the optimum's rate that the Gabor found elicits in the source: median {np.median(share[reliable]):.3f}, "
          f"first decile {np.quantile(share[reliable], 0.1):.3f}")
    print(f"{'property':26} {'rank correlation':>16} {'median, source':>15} {'found':>7}")
    for name, truth in (("size", best[:, SIZE]), ("spatial_frequency", best[:, FREQUENCY]),
                        ("orientation_index", orientation_index), ("phase_index", phase_index),
                        ("suppression_index", suppression), ("cross_orientation_index", inhibition)):
        mine, its = found[name][reliable], truth.numpy()[reliable]
        print(f"{name:26} {rank_correlation(its, mine):16.3f} {np.median(its):15.3f} {np.median(mine):7.3f}")


if __name__ == "__main__":
    main()
