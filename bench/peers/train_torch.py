"""The peer of `npm run bench -- train`: the same network, weights, batches and optimizer in PyTorch on the CPU.

Reads a folder written by bench/train.ts, answers each line "N" on stdin by N steps, and prints for them one
JSON line {"losses": [...], "ms": [...], "peak_mb": n}.
"""
import json, math, resource, sys, time
import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
spec = json.load(open(f'{folder}/spec.json'))
torch.set_num_threads(spec['threads'])
B, T, C, L, H = (spec[k] for k in ('batch', 'time', 'n_embd', 'n_layer', 'n_head'))
raw = np.fromfile(f'{folder}/weights.bin', np.float32)
parameters, offset = {}, 0
for name, shape, decay in spec['parameters']:
    size = int(np.prod(shape))
    value = torch.tensor(raw[offset:offset + size].reshape(shape))
    offset += size
    # nn.Linear keeps matrices [outputs, inputs]; ours are [inputs, outputs] but for the embeddings.
    if value.dim() == 2 and 'embedding' not in name:
        value = value.t().contiguous()
    parameters[name] = (torch.nn.Parameter(value), decay)
data = torch.tensor(np.fromfile(f'{folder}/batches.bin', np.int64)).view(-1, B, T + 1)
p = lambda name: parameters[name][0]
mask = torch.triu(torch.full((T, T), -1e9), 1)
o = spec['adamw']
groups = [dict(params=[v for v, d in parameters.values() if d], weight_decay=o['weight_decay']),
          dict(params=[v for v, d in parameters.values() if not d], weight_decay=0.0)]
optimizer = torch.optim.AdamW(groups, lr=spec['lr'], betas=(o['beta1'], o['beta2']), eps=o['epsilon'], foreach=True)


def loss_of(ids, targets):
    x = F.embedding(ids, p('token_embedding')) + p('position_embedding')
    norm = lambda x, name: F.layer_norm(x, (C,), p(name + '.weight'), p(name + '.bias'), 1e-5)
    linear = lambda x, name: F.linear(x, p(name + '.weight'), p(name + '.bias'))
    for i in range(L):
        n = f'layers.{i}'
        qkv = linear(norm(x, n + '.attention_norm'), n + '.attention.qkv')
        q, k, v = qkv.view(B, T, 3, H, C // H).permute(2, 0, 3, 1, 4)
        a = torch.softmax((q @ k.transpose(-1, -2)) * (1 / math.sqrt(C // H)) + mask, -1)
        x = x + linear((a @ v).transpose(1, 2).reshape(B, T, C), n + '.attention.out')
        h = F.gelu(linear(norm(x, n + '.mlp_norm'), n + '.mlp.up'), approximate='tanh')
        x = x + linear(h, n + '.mlp.down')
    logits = F.linear(norm(x, 'final_norm'), p('token_embedding'))
    return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1))


done = 0
for line in sys.stdin:
    losses, ms = [], []
    for _ in range(int(line)):
        batch = data[done % len(data)]
        began = time.perf_counter()
        loss = loss_of(batch[:, :-1].contiguous(), batch[:, 1:].contiguous())
        loss.backward()
        torch.nn.utils.clip_grad_norm_([v for v, _ in parameters.values()], o['clip_norm'])
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        ms.append((time.perf_counter() - began) * 1000)
        losses.append(loss.item())
        done += 1
    print(json.dumps(dict(losses=losses, ms=ms, peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)), flush=True)
