import { requestLocale } from '@/app/locale';
import { labWords } from '@/lib/i18n/lab/shell';
import { requireLab } from './access';

/** The playground: the models themselves, without the bank around them. */
export default async function PlaygroundPage() {
  await requireLab();
  const words = labWords[await requestLocale()];
  return <h1 className="text-xl font-bold">{words.rooms.playground}</h1>;
}
