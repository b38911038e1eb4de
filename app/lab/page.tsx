import { requestLocale } from '@/app/locale';
import { playgroundWords } from '@/lib/i18n/lab/playground';
import { labWords } from '@/lib/i18n/lab/shell';
import { listModels } from '@/lib/lab/models';
import { Playground } from './_playground/playground';
import { requireLab } from './access';

export async function generateMetadata() {
  const locale = await requestLocale();
  return { title: `${playgroundWords[locale].title} | ${labWords[locale].title}` };
}

/** The playground: the models themselves, without the bank around them. */
export default async function PlaygroundPage() {
  await requireLab();
  return <Playground models={await listModels()} />;
}
