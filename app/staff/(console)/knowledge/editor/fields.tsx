import { type UseFormReturn, useWatch } from 'react-hook-form';
import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import type { Area } from '@/lib/knowledge/overview';
import { useWords } from '../../../words';
import { Field } from './field';
import { factsMissing, linesOf, type Values } from './values';

/** @param fixed whether the entry has its id already */
export function Fields({
  form,
  areas,
  fixed,
}: {
  form: UseFormReturn<Values>;
  areas: Area[];
  fixed: boolean;
}) {
  const { editor } = useWords(entryWords);
  const [variants, answer, facts] = useWatch({
    control: form.control,
    name: ['variants', 'answer', 'facts'],
  });
  const missing = factsMissing({ facts, answer });
  /** Proposes the area's next id, unless somebody has written another. */
  const proposeId = (area: string) => {
    const next = areas.find((known) => known.area === area.trim())?.next_id;
    const id = form.getValues('id');
    const untouched = id === '' || areas.some(({ next_id }) => next_id === id);
    if (next && !fixed && untouched) form.setValue('id', next, { shouldDirty: true });
  };
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          form={form}
          name="area"
          label={editor.area}
          suggestions={areas.map(({ area }) => area)}
          onChange={proposeId}
        />
        <Field
          form={form}
          name="id"
          label={editor.id}
          hint={fixed ? undefined : editor.id_hint}
          readOnly={fixed}
        />
      </div>
      <Field form={form} name="question" label={editor.question} />
      <Field
        form={form}
        name="answer"
        label={editor.answer}
        rows={7}
        hint={fill(editor.answer_hint, { count: [...answer].length })}
      />
      <Field
        form={form}
        name="facts"
        label={editor.facts}
        rows={3}
        hint={editor.facts_hint}
        warning={missing.length > 0 ? fill(editor.facts_missing, { list: missing.join(', ') }) : undefined}
      />
      <Field
        form={form}
        name="variants"
        label={editor.variants}
        rows={8}
        hint={fill(editor.variants_hint, { count: linesOf(variants).length })}
      />
      <Field form={form} name="staff_note" label={editor.staff_note} rows={3} hint={editor.staff_note_hint} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          form={form}
          name="effective_date"
          label={editor.effective_date}
          type="date"
          hint={editor.effective_hint}
        />
        <Field form={form} name="source" label={editor.source} />
      </div>
      <Field form={form} name="related" label={editor.related} rows={2} hint={editor.related_hint} />
    </>
  );
}
