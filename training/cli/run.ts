import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadCheckpoint } from '../checkpoint';
import { RunLog, runHeader } from '../log';
import { LATEST, type TrainOptions, train } from '../trainer';
import { progressBar } from './shared';

/** Trains in `folder` with a progress bar, a log and printed evaluations; resumes what is there. */
export async function runTraining(folder: string, options: TrainOptions, described: Record<string, unknown>) {
  const latest = path.join(folder, LATEST);
  const resumed = existsSync(latest) ? loadCheckpoint(latest).meta.step : 0;
  if (resumed > 0) console.log(`resuming ${folder} at step ${resumed}`);
  const header = runHeader(path.basename(folder), options.config, described);
  const log = RunLog.open(folder, header, resumed);
  const format = ' {bar} {value}/{total} | loss {loss} | {speed} tokens/s | ETA {eta_formatted}';
  const bar = progressBar(format, options.steps, { loss: '-', speed: '-' });
  for await (const record of train({ ...options, folder })) {
    log.append(record);
    if (record.type === 'step') {
      bar.update(record.step, { loss: record.loss.toFixed(3), speed: record.tokens_per_second.toFixed(0) });
    } else if (record.type === 'evaluation') {
      const bits = record.bits_per_byte === undefined ? '' : `  bits/byte ${record.bits_per_byte.toFixed(3)}`;
      const best = record.best ? '  *' : '';
      console.log(
        `\nstep ${record.step}  validation ${record.val_loss.toFixed(4)}  perplexity ${record.perplexity.toFixed(1)}${bits}${best}`,
      );
      for (const { prompt, text } of record.samples)
        console.log(`  ${prompt} → ${text.replaceAll('\n', ' ')}`);
    }
  }
  bar.stop();
}
