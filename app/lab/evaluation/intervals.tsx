import type { Share } from '@/lib/lab/evaluation';
import { percent } from '../format';
import { Scrolling } from '../scrolling';

export interface IntervalRow {
  name: string;
  measured: Share;
}

interface IntervalWords {
  what: string;
  measured: string;
  interval: string;
  count: string;
  scale: string;
  of: string;
}

/** The tenths that hold every interval. */
function scaleOf(shares: Share[]): [from: number, to: number] {
  const from = Math.floor(10 * Math.min(1, ...shares.map(({ low }) => low))) / 10;
  const to = Math.ceil(10 * Math.max(0, ...shares.map(({ high }) => high)) - 1e-9) / 10;
  return to > from ? [from, to] : [Math.max(0, to - 0.1), to || 0.1];
}

/** Shares with their intervals drawn beside their numbers: the plot is a column of its own table. */
export function Intervals({
  label,
  rows,
  words,
}: {
  label: string;
  rows: IntervalRow[];
  words: IntervalWords;
}) {
  const scale = scaleOf(rows.map(({ measured }) => measured));
  const [from, to] = scale.map((share) => percent(share, 0));
  return (
    <Scrolling label={label}>
      <table className="table min-w-140 tabular-nums">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col" className="w-1/4">
              <span className="sr-only">{words.scale.replace('{from}', from).replace('{to}', to)}</span>
              <span aria-hidden="true" className="flex justify-between font-normal">
                <span>{from}</span>
                <span>{to}</span>
              </span>
            </th>
            <th scope="col">{words.measured}</th>
            <th scope="col">{words.interval}</th>
            <th scope="col">{words.count}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, measured }) => (
            <tr key={name}>
              <th
                scope="row"
                className="min-w-36 !text-sm !font-normal !whitespace-normal !text-ink border-t border-line"
              >
                {name}
              </th>
              <td>
                <Whisker share={measured} scale={scale} />
              </td>
              <td className="font-semibold whitespace-nowrap">{percent(measured.share)}</td>
              <td className="whitespace-nowrap text-soft">
                {(100 * measured.low).toFixed(1)}–{(100 * measured.high).toFixed(1)}
              </td>
              <td className="whitespace-nowrap text-soft">
                {words.of.replace('{count}', String(measured.count)).replace('{of}', String(measured.of))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** A dot where the share is, on a line as long as its interval. */
export function Whisker({ share: { share, low, high }, scale }: { share: Share; scale: [number, number] }) {
  const [from, to] = scale;
  const at = (value: number) => Math.min(100, Math.max(0, (100 * (value - from)) / (to - from)));
  return (
    <span aria-hidden="true" className="relative block h-5 min-w-24 rounded bg-page">
      <span
        className="absolute top-1/2 h-1 -translate-y-1/2 rounded bg-accent/50"
        style={{ left: `${at(low)}%`, width: `${Math.max(1, at(high) - at(low))}%` }}
      />
      <span
        className="absolute top-1/2 size-3 -translate-1/2 rounded-full border-2 border-surface bg-accent"
        style={{ left: `${at(share)}%` }}
      />
    </span>
  );
}
