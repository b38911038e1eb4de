import { setTimeout as after } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { getDatabase } from '@/lib/db/connection';
import { getKnowledge } from '@/lib/knowledge/service';
import { getSwitches } from '@/lib/ops/switches';
import { singleton } from '@/lib/singleton';
import type { ModelInfo } from '@/model/runtime/engine';
import { getModel } from './model';

/**
 * How the service is. `ready`: all is as it should be. `degraded`: questions are answered with the entries' own texts,
 * since no model is there to word them. The others: questions cannot be answered now.
 */
export interface Health {
  status: 'ready' | 'degraded' | 'starting' | 'model_unavailable' | 'database_unavailable';
  database: 'ok' | 'unavailable';
  generation: 'on' | 'switched_off' | 'unavailable';
  model?: ModelInfo;
  uptime_seconds: number;
}

/** How long a check may wait for what it looks at, and what it saw may be told again. */
const PATIENCE_MS = 50;
const FRESH_MS = 1000;
/** What has not answered for this long is away; what is merely busy is not. One that refuses says so at once. */
const AWAY_MS = 10_000;

/** One part of the service, looked at by at most one look at a time, whoever asks. */
class Watched<T> {
  private last: { value?: T; at: number; failed: boolean } | undefined;
  private looking: { since: number; ended: Promise<void> } | undefined;

  constructor(private readonly look: () => Promise<T>) {}

  /** What was last seen; `failed` when the look failed, or has not ended for too long. Never waits long. */
  async state(): Promise<{ value?: T; failed: boolean }> {
    if (!this.last || performance.now() - this.last.at > FRESH_MS) {
      this.looking ??= this.begin();
      const timer = new AbortController();
      await Promise.race([this.looking.ended, after(PATIENCE_MS, undefined, timer)]);
      timer.abort();
    }
    if (!this.last) return { failed: false }; // the first look is the start, and takes its time
    const stuck = this.looking !== undefined && performance.now() - this.looking.since > AWAY_MS;
    return { value: this.last.value, failed: stuck || this.last.failed };
  }

  private begin(): { since: number; ended: Promise<void> } {
    const seen = (failed: boolean) => (value?: T) => {
      this.last = { value, at: performance.now(), failed };
      this.looking = undefined;
    };
    const ended = this.look().then(seen(false), () => seen(true)());
    return { since: performance.now(), ended };
  }
}

const getWatched = singleton('watched', async () => ({
  database: new Watched(async () => {
    await (await getDatabase()).execute(sql`select 1`);
    return true;
  }),
  knowledge: new Watched(async () => Boolean(await getKnowledge())),
  model: new Watched(async () => (await getModel()).runtime.start()),
}));

/** Never waits for a model that is still loading, for knowledge that is still read, or for a database that is away. */
export async function health(): Promise<Health> {
  const watched = await getWatched();
  const [database, knowledge, model] = await Promise.all([
    watched.database.state(),
    watched.knowledge.state(),
    watched.model.state(),
  ]);
  const off = database.value && !database.failed ? !(await getSwitches()).generation().on : false;
  return {
    status: statusOf(database, knowledge, model),
    database: database.failed ? 'unavailable' : 'ok',
    generation: off ? 'switched_off' : model.failed ? 'unavailable' : 'on',
    ...(!model.failed && model.value && { model: model.value }),
    uptime_seconds: Math.round(process.uptime()),
  };
}

type Seen = { value?: unknown; failed: boolean };

function statusOf(database: Seen, knowledge: Seen, model: Seen): Health['status'] {
  if (database.failed) return 'database_unavailable';
  if (knowledge.failed) return 'model_unavailable';
  if (!database.value || !knowledge.value) return 'starting';
  if (model.failed) return 'degraded';
  return model.value ? 'ready' : 'starting';
}
