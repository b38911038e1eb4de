import { eq } from 'drizzle-orm';
import { type Actor, record } from '@/lib/auth/audit';
import { announce, type Changes, getChanges } from '@/lib/db/changes';
import { type Database, getDatabase } from '@/lib/db/connection';
import { switches } from '@/lib/db/schema';
import { singleton } from '@/lib/singleton';
import { log } from './log';

/** A switch as staff see it; nobody has touched one without `changed_by`. */
export interface SwitchState {
  on: boolean;
  changed_by?: string;
  changed_at?: string;
}

/** Whether the model may write, as the database has it. */
export async function readGeneration(db: Database): Promise<SwitchState> {
  const [row] = await db.select().from(switches).where(eq(switches.name, 'generation'));
  if (!row) return { on: true };
  const { on, changed_by, changed_at } = row;
  return { on, changed_by, changed_at: changed_at.toISOString() };
}

/** Turns the model's writing off or on, for every process at once: what is being written ends too. */
export async function switchGeneration(db: Database, actor: Actor, on: boolean): Promise<SwitchState> {
  return db.transaction(async (tx) => {
    const before = await readGeneration(tx);
    const changed = { on, changed_by: actor.name, changed_at: new Date() };
    await tx
      .insert(switches)
      .values({ name: 'generation', ...changed })
      .onConflictDoUpdate({ target: switches.name, set: changed });
    const subject = { type: 'switch', id: 'generation' };
    await record(tx, actor, 'switch.change', subject, { before: { on: before.on }, after: { on } });
    await announce(tx, 'switches');
    return readGeneration(tx);
  });
}

/** How long a process goes by what it heard last, should it have missed a change. */
const REREAD_MS = 5000;

/** The switches as one process has them: it hears of changes, and looks again now and then. */
export class Switches {
  private state: SwitchState = { on: true };
  private off = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  private constructor(private readonly db: Database) {}

  static async of(db: Database, changes: Changes): Promise<Switches> {
    const read = new Switches(db);
    await read.reread();
    const reread = () => read.reread().catch((err) => log.error({ err }, 'the switches were not read again'));
    changes.on('switches', reread);
    setInterval(reread, REREAD_MS).unref();
    return read;
  }

  /** Whether the model may write, and a signal for when it no longer may. */
  generation(): SwitchState & { off: AbortSignal } {
    return { ...this.state, off: this.off.signal };
  }

  /** Looks what holds now; one look after another, so that none that began earlier ends last. */
  reread(): Promise<void> {
    this.reading = this.reading.catch(() => {}).then(() => this.read());
    return this.reading;
  }

  private async read(): Promise<void> {
    this.state = await readGeneration(this.db);
    if (!this.state.on) this.off.abort();
    else if (this.off.signal.aborted) this.off = new AbortController();
  }
}

/** The process's switches. */
export const getSwitches = singleton('switches', async () =>
  Switches.of(await getDatabase(), await getChanges()),
);
