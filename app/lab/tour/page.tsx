import { requestLocale } from '@/app/locale';
import { tourWords } from '@/lib/i18n/lab/tour';
import { requireLab } from '../access';
import { Tour } from './tour';

/** Ten stops for somebody who has ten minutes. */
export default async function TourPage() {
  await requireLab();
  const words = tourWords[await requestLocale()];
  return (
    <div className="flex flex-col gap-5">
      <div className="max-w-3xl">
        <h1 className="text-2xl font-bold">{words.title}</h1>
        <p className="mt-1 text-soft">{words.hint}</p>
        <p className="text-soft">{words.accounts}</p>
      </div>
      <Tour />
    </div>
  );
}
