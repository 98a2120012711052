#!/usr/bin/env python3
"""PyTorch eager: predicts batches of model M or S and trains on them.

usage: torch_step.py MODEL BATCH WARM_UP_SECONDS

One shared network with one linear layer for all heads, losses summed. Adam moves the dense parameters; S has one sparse
embedding of 2^18 rows for its eight categories, moved by AdaGrad. Forward, predictions copied out, backward, step: the
fastest of the usual ways that were tried (see --foreach and --heads).

Speaks with compare.py: a first line that describes it, then for each line 'step SECONDS' one with the rate.
"""
import argparse
import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

EVENTS = 16384
NUMBERS, CATEGORIES, DIM, ROWS, CLASSES = 64, 8, 16, 1 << 18, 5
VALUES = [100, 1_000, 5_000, 20_000, 100_000, 100_000, 200_000, 50]
STRETCH = 256


class Model(nn.Module):
    def __init__(self, embedded, heads):
        super().__init__()
        self.embedding = nn.Embedding(ROWS, DIM, sparse=True) if embedded else None
        if embedded:
            nn.init.uniform_(self.embedding.weight, -0.1, 0.1)
        self.first = nn.Linear(NUMBERS + (CATEGORIES * DIM if embedded else 0), 128)
        self.second = nn.Linear(128, 64)
        outputs = [1 + CLASSES + 1] if heads == "one" else [1, CLASSES, 1]
        self.heads = nn.ModuleList(nn.Linear(64, n) for n in outputs)

    def forward(self, numbers, rows):
        if self.embedding is not None:
            numbers = torch.cat([numbers, self.embedding(rows).flatten(1)], 1)
        hidden = F.relu(self.second(F.relu(self.first(numbers))))
        if len(self.heads) == 1:
            return self.heads[0](hidden)
        return torch.cat([head(hidden) for head in self.heads], 1)


def loss(outputs, true, classes, value):
    return (
        F.binary_cross_entropy_with_logits(outputs[:, 0], true)
        + F.cross_entropy(outputs[:, 1:6], classes)
        + F.mse_loss(outputs[:, 6], value)
    )


def events():
    """Numbers, embedding rows and labels, drawn as io.braid.bench.SyntheticEvents draws them."""
    random = np.random.default_rng(7)
    numbers = random.standard_normal((EVENTS, NUMBERS), dtype=np.float32)
    rows = np.empty((EVENTS, CATEGORIES), np.int64)
    effect = np.zeros(EVENTS)
    for category, values in enumerate(VALUES):
        weights = np.arange(1, values + 1) ** -1.05
        drawn = random.choice(values, EVENTS, p=weights / weights.sum())
        rows[:, category] = (drawn * 8 + category + 1) * 0x9E3779B1 % ROWS
        effect += (drawn * 0x9E3779B9 >> 30 & 3) * 0.2 - 0.3
    hidden = [
        numbers @ random.standard_normal(NUMBERS) / 8 + effect + 0.5 * random.standard_normal(EVENTS) for _ in range(3)
    ]
    true = (hidden[0] > 0).astype(np.float32)
    classes = np.clip(np.floor(2.5 + 1.5 * hidden[1]), 0, CLASSES - 1).astype(np.int64)
    value = np.tanh(hidden[2]).astype(np.float32)
    return [torch.from_numpy(each) for each in (numbers, rows, true, classes, value)]


class Steps:
    def __init__(self, name, batch, heads, foreach):
        embedded = name == "S"
        self.batch = batch
        self.data = events()
        self.model = Model(embedded, heads)
        dense = [p for n, p in self.model.named_parameters() if not n.startswith("embedding")]
        self.optimizers = [torch.optim.Adam(dense, lr=0.001, foreach=foreach)]
        if embedded:
            self.optimizers.append(torch.optim.Adagrad(self.model.embedding.parameters(), lr=0.01))
        self.predictions = np.zeros((EVENTS, 2 + CLASSES), np.float32)
        self.parameters = sum(p.numel() for p in self.model.parameters())
        self.at = 0

    def step(self):
        part = slice(self.at, self.at + self.batch)
        numbers, rows, true, classes, value = (each[part] for each in self.data)
        outputs = self.model(numbers, rows)
        self.predictions[part] = outputs.detach().numpy()
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss(outputs, true, classes, value).backward()
        for optimizer in self.optimizers:
            optimizer.step()
        self.at += self.batch
        if self.at + self.batch > EVENTS:
            self.at = 0

    def rate(self, seconds):
        cpu, wall, done = time.process_time(), time.perf_counter(), 0
        while time.process_time() - cpu < seconds:
            for _ in range(max(1, STRETCH // self.batch)):
                self.step()
                done += self.batch
        return {
            "events_per_cpu_second": done / (time.process_time() - cpu),
            "events_per_second": done / (time.perf_counter() - wall),
        }


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model", choices=["M", "S"])
    arguments.add_argument("batch", type=int)
    arguments.add_argument("warm_up", type=float)
    arguments.add_argument("--heads", choices=["one", "three"], default="one")
    arguments.add_argument("--foreach", action="store_true")
    given = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    steps = Steps(given.model, given.batch, given.heads, given.foreach)
    steps.rate(given.warm_up)
    print(json.dumps({"version": "PyTorch " + torch.__version__, "parameters": steps.parameters}), flush=True)
    for request in sys.stdin:
        print(json.dumps(steps.rate(float(request.split()[1]))), flush=True)


if __name__ == "__main__":
    main()
