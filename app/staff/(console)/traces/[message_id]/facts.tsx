import { requestLocale } from '@/app/locale';
import type { EngineUse } from '@/lib/answer/runtime';
import { CHAT_CONTROLS } from '@/lib/answer/sampling';
import { dictionaryOf, fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { TraceDetail } from '@/lib/insights/traces';
import { dateTime } from '../../insights/format';
import { Section } from './section';

/** What kind of answer it is, and how it was asked for. */
export async function Facts({ detail }: { detail: TraceDetail }) {
  const locale = await requestLocale();
  const { facts, ...words } = tracesWords[locale];
  const { settings } = dictionaryOf(locale);
  const { trace, action, sampling } = detail;
  const intents: Record<string, string> = words.intent;
  const confidences: Record<string, string> = words.confidence;
  const { kinds } = insightsWords[locale];
  const kind = action === 'answer' ? trace?.wording : action;
  const outside =
    trace?.outside &&
    `${confidences[trace.outside.kind] ?? trace.outside.kind} (${fill(facts.lead, { lead: trace.outside.lead.toFixed(2) })})`;
  const chosen = CHAT_CONTROLS.flatMap((control) => {
    const value = sampling?.[control];
    return value === undefined ? [] : [`${settings.control[control].name} ${value}`];
  });
  const rows: [string, string | undefined][] = [
    [facts.intent, trace?.intent && (intents[trace.intent] ?? trace.intent)],
    [facts.wording, kind ? kinds[kind] : undefined],
    [facts.without, trace?.without && facts.withouts[trace.without]],
    [facts.confidence, trace?.confidence && confidences[trace.confidence]],
    [facts.outside, outside],
    [facts.engine, trace?.engine && engineOf(trace.engine, words.engine)],
    [facts.status, words.status[detail.status]],
    [facts.at, dateTime(detail.created_at)],
    [facts.settings, chosen.join(' · ')],
  ];
  return (
    <Section title={facts.title}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt className="text-soft">{name}</dt>
                <dd className="tabular-nums">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}

/** Which engine wrote, where one is set beside ours, and why not that one. */
function engineOf(engine: EngineUse, words: Record<string, string>): string {
  if (engine.kind === 'remote') return `${words.remote} (${engine.model})`;
  const status = /^http_(\d+)$/.exec(engine.why)?.[1];
  return `${words.embedded} (${status ? `HTTP ${status}` : (words[engine.why] ?? engine.why)})`;
}
