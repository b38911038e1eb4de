import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { getDatabase } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';
import { dictionaryOf } from '@/lib/i18n';
import { tracesWords } from '@/lib/i18n/staff/traces';
import { readTrace, type TraceDetail } from '@/lib/insights/traces';
import { Tabs } from '../../insights/tabs';
import { Facts } from './facts';
import { Grounding } from './grounding';
import { Hits } from './hits';
import { Passages, Prompt } from './reading';
import { Section } from './section';
import { Spans } from './spans';

export default async function TracePage({ params }: { params: Promise<{ message_id: string }> }) {
  if (!(await requirePermission('trace.read'))) return <NotPermitted />;
  const detail = await readTrace(await getDatabase(), (await params).message_id).catch((thrown) => {
    if (thrown instanceof OndamError && thrown.code === 'message_not_found') return;
    throw thrown;
  });
  const locale = await requestLocale();
  const words = tracesWords[locale];
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <h1 className="text-2xl font-bold">{words.one}</h1>
      <Tabs here="traces" />
      {detail ? (
        <Parts detail={detail} />
      ) : (
        <p className="card px-4 py-16 text-center text-soft">
          {dictionaryOf(locale).errors.message_not_found}
        </p>
      )}
    </div>
  );
}

function Parts({ detail }: { detail: TraceDetail }) {
  return (
    <>
      <Exchange detail={detail} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Facts detail={detail} />
        <Spans detail={detail} />
      </div>
      <Hits detail={detail} />
      <Grounding detail={detail} />
      <Passages detail={detail} />
      <Prompt detail={detail} />
    </>
  );
}

async function Exchange({ detail: { question, masked, text } }: { detail: TraceDetail }) {
  const locale = await requestLocale();
  const words = tracesWords[locale];
  const { personal_data } = dictionaryOf(locale);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Section title={words.question}>
        <p lang="ko" className="whitespace-pre-wrap">
          {question}
        </p>
        {masked.length > 0 && (
          <p className="mt-2 text-sm text-soft">
            {words.masked}: {masked.map((kind) => personal_data[kind] ?? kind).join(', ')}
          </p>
        )}
      </Section>
      <Section title={words.answer}>
        <p lang="ko" className="whitespace-pre-wrap">
          {text}
        </p>
      </Section>
    </div>
  );
}
