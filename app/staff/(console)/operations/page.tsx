import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { health } from '@/lib/answer/health';
import { getDatabase } from '@/lib/db/connection';
import { fill } from '@/lib/i18n';
import { operationsWords } from '@/lib/i18n/staff/operations';
import { readGeneration } from '@/lib/ops/switches';
import { GenerationSwitch } from './generation-switch';

export async function generateMetadata(): Promise<Metadata> {
  return { title: operationsWords[await requestLocale()].title };
}

export default async function OperationsPage() {
  if (!(await requirePermission('switches.change'))) return <NotPermitted />;
  const [locale, state, generation] = await Promise.all([
    requestLocale(),
    health(),
    getDatabase().then(readGeneration),
  ]);
  const words = operationsWords[locale];
  const minutes = Math.floor(state.uptime_seconds / 60);
  const uptime = fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  const rows: [string, string][] = [
    [words.model, state.model ? `${state.model.model} · ${state.model.device}` : words.unavailable],
    [words.database, state.database === 'ok' ? words.ok : words.unavailable],
    [words.uptime, uptime],
  ];
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-4 p-4 lg:p-6">
      <header>
        <h1 className="text-xl font-bold">{words.title}</h1>
        <p className="text-sm text-soft">{words.intro}</p>
      </header>
      <GenerationSwitch state={generation} />
      <section className="card p-4">
        <h2 className="mb-2 font-semibold">{words.state}</h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
          {rows.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd className="tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
