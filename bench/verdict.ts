import { decode, encode } from 'gpt-tokenizer/encoding/r50k_base';
import { PRESETS } from '@/model/config';
import type { ParameterSpec } from '@/model/gpt';
import { HeldOut } from '@/training/heldout';
import { streamRows } from '@/training/rows';
import { initialParameters, initialState } from '@/training/state';
import { median } from './median';
import { recorded } from './record';
import { readText, splitText } from './text';
import type { BenchOptions, BenchResult } from './types';

const EPOCHS = 10;
const BATCH = 2;
const PROMPT = 'Every effort moves you';
const LR = 4e-4;
const SEED = 1;

/**
 * The textbook's training run: GPT-2 of 124 M parameters on a short story of 5,000 tokens, ten epochs. It
 * overfits: training loss falls to nothing while validation loss turns after the second epoch.
 */
export async function bench({ data }: BenchOptions): Promise<BenchResult> {
  const text = readText(data, 'The Verdict by Edith Wharton, 1908 (public domain), as a .txt file');
  const config = PRESETS['verdict-124m'];
  const time = config.context_length;
  const split = splitText(text);
  const ids = { train: encode(split.train), validation: encode(split.validation) };
  const rows = streamRows(ids.train, time);
  const validation = streamRows(ids.validation, time);
  const state = initialState(initialParameters(config, SEED, deviation));
  const steps_per_epoch = Math.floor(rows.length / BATCH);
  const trainLoss = async () => {
    const heldOut = await HeldOut.create(config, { batch: BATCH, time });
    const { loss } = await heldOut.measure(state.parameters, rows);
    await heldOut.release();
    return loss;
  };

  const began = performance.now();
  const initial_train_loss = await trainLoss();
  console.log(`initial train loss ${shown(initial_train_loss)}`);
  const samples: { epoch: number; text: string }[] = [];
  const validation_losses: number[] = [];
  const speeds: number[] = [];
  let epoch_loss = 0;
  const source = {
    name: 'the-verdict',
    licence: 'public domain',
    repeat: EPOCHS,
    train: { text: split.train, tokens: ids.train.length },
    validation: { text: split.validation, tokens: ids.validation.length },
  };
  const run = recorded('verdict', source, {
    config,
    initial: () => state,
    train: rows,
    validation,
    bytes_per_token: Buffer.byteLength(split.validation) / ids.validation.length,
    batch: BATCH,
    accumulate: 1,
    steps: EPOCHS * steps_per_epoch,
    schedule: { kind: 'constant', lr: LR, min_lr: LR, warmup_steps: 0, decay_share: 0 },
    adamw: {
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weight_decay: 0.1,
      clip_norm: Number.POSITIVE_INFINITY,
    },
    dropout: 0.1,
    seed: SEED,
    chunks: 1,
    evaluate_every: steps_per_epoch,
    evaluate_rows: validation.length,
    checkpoint_every: Number.POSITIVE_INFINITY,
    samples: [{ prompt: PROMPT, ids: encode(PROMPT), sampling: { temperature: 0, max_tokens: 30 } }],
    decode,
  });
  for await (const record of run) {
    if (record.type === 'step') {
      speeds.push(record.tokens_per_second);
      epoch_loss += record.loss / steps_per_epoch;
    } else if (record.type === 'evaluation') {
      const epoch = record.step / steps_per_epoch;
      const learned = epoch === 0 ? '' : `train loss ${shown(epoch_loss)}, `;
      console.log(`epoch ${epoch}: ${learned}validation loss ${shown(record.val_loss)}`);
      console.log(`  ${PROMPT}${record.samples[0].text.replaceAll('\n', ' ')}`);
      samples.push({ epoch, text: PROMPT + record.samples[0].text });
      validation_losses.push(record.val_loss);
      epoch_loss = 0;
    }
  }
  const final_train_loss = await trainLoss();
  const final_val_loss = validation_losses[validation_losses.length - 1];
  console.log(`final train loss ${shown(final_train_loss)}, validation loss ${shown(final_val_loss)}`);
  return {
    initial_train_loss,
    initial_train_perplexity: Math.exp(initial_train_loss),
    final_train_loss,
    final_train_perplexity: Math.exp(final_train_loss),
    final_val_loss,
    final_val_perplexity: Math.exp(final_val_loss),
    best_val_epoch: validation_losses.indexOf(Math.min(...validation_losses)),
    validation_losses,
    seconds: (performance.now() - began) / 1000,
    tokens_per_second: median(speeds),
    samples,
  };
}

/**
 * The textbook leaves PyTorch's own initialisation: embeddings standard normal, matrices uniform within
 * 1 / sqrt(inputs), whose deviation is 1 / sqrt(3 inputs). With GPT-2's 0.02 throughout, ten epochs are too few.
 */
function deviation({ name, shape }: ParameterSpec): number {
  if (name.endsWith('embedding')) return 1;
  const inputs = name === 'head' ? shape[1] : shape[0];
  return 1 / Math.sqrt(3 * inputs);
}

const shown = (loss: number) => `${loss.toFixed(3)} (perplexity ${Math.exp(loss).toFixed(1)})`;
