'use client';

import { type CSSProperties, type ReactNode, useId, useState } from 'react';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { writeCsv } from '@/lib/knowledge/csv';
import { short } from './axis';

/**
 * Colours that people tell apart whatever colours they see: Okabe and Ito's, darkened or lightened until each has a
 * contrast of 3 or more with the surface under it.
 */
export const PALETTE = {
  '--chart-1': 'light-dark(#0072b2, #56b4e9)',
  '--chart-2': 'light-dark(#c4500a, #f0a050)',
  '--chart-3': 'light-dark(#6a6f6c, #a9b3ae)',
  '--chart-4': 'light-dark(#00785a, #3cc79c)',
  '--chart-5': 'light-dark(#a8457c, #e39bc4)',
  '--chart-6': 'light-dark(#7a6000, #e0c84a)',
} as CSSProperties;

export interface Series {
  key: string;
  name: string;
  /** How a number reads in the table; a file has them whole. */
  format?: (value: number) => string;
}

/** One bar: its name, and a number for each series. */
export type Row = { name: string } & Record<string, string | number | undefined>;

/** What the numbers' surroundings look like in every chart. */
export const TICKS = { fill: 'var(--soft)', fontSize: 12 };
export const TOOLTIP = {
  contentStyle: {
    background: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: 12,
    fontSize: 13,
  },
  itemStyle: { color: 'var(--ink)' },
};

/** A chart with what it says as a table behind it. */
export function Bars({
  title,
  hint,
  rows,
  series,
  category,
  asTable,
  sideways = false,
  apart = false,
  more = [],
  download,
}: {
  title: string;
  hint?: string;
  rows: Row[];
  /** Stacked upon one another: three at most. */
  series: Series[];
  /** What the names of the rows are. */
  category: string;
  /** What the table is called. */
  asTable: string;
  /** Bars that go to the right, for names that are long. */
  sideways?: boolean;
  /** Bars beside one another instead of stacked. */
  apart?: boolean;
  /** What the table alone tells. */
  more?: Series[];
  /** What a table's download is called; without it there is none. */
  download?: string;
}) {
  const heading = useId();
  const numbers = {
    type: 'number',
    allowDecimals: false,
    tickFormatter: short,
    tick: TICKS,
    stroke: 'var(--line)',
  } as const;
  const names = { type: 'category', dataKey: 'name', tick: TICKS, stroke: 'var(--field)' } as const;
  return (
    <Figure title={title} hint={hint} heading={heading}>
      <div role="img" aria-labelledby={heading} style={PALETTE} className="mt-3">
        <ResponsiveContainer
          width="100%"
          height={
            sideways ? 40 + (apart ? 22 * series.length + 14 : rows.length > 12 ? 24 : 36) * rows.length : 224
          }
        >
          <BarChart
            data={rows}
            layout={sideways ? 'vertical' : 'horizontal'}
            accessibilityLayer={false}
            margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={sideways} horizontal={!sideways} />
            {sideways ? <XAxis {...numbers} /> : <XAxis {...names} minTickGap={16} />}
            {sideways ? <YAxis {...names} width={132} interval={0} /> : <YAxis {...numbers} width={36} />}
            <Tooltip
              cursor={{ fill: 'var(--tint)' }}
              {...TOOLTIP}
              formatter={(value, _, { dataKey }) =>
                shown(
                  series.find(({ key }) => key === dataKey),
                  value,
                )
              }
            />
            {series.length > 1 && (
              <Legend
                itemSorter={null}
                formatter={(name) => <span className="text-sm text-ink">{name}</span>}
              />
            )}
            {series.map(({ key, name }, i) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                stackId={apart ? key : 'all'}
                fill={`var(--chart-${i + 1})`}
                stroke="var(--surface)"
                maxBarSize={40}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Behind
        label={title}
        rows={rows}
        series={[...series, ...more]}
        category={category}
        asTable={asTable}
        download={download}
      />
    </Figure>
  );
}

const shown = (series: Series | undefined, value: unknown) =>
  typeof value === 'number' && series?.format ? series.format(value) : String(value ?? '');

export function Figure({
  title,
  hint,
  heading,
  children,
}: {
  title: string;
  hint?: string;
  heading: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={heading} className="card min-w-0 p-4">
      <h2 id={heading} className="font-semibold">
        {title}
      </h2>
      {hint && <p className="text-sm text-soft">{hint}</p>}
      {children}
    </section>
  );
}

interface TableOf {
  label: string;
  rows: Row[];
  series: Series[];
  category: string;
}

/** The table behind a figure, made when it is opened; with `download`, also as a file. */
export function Behind({ asTable, download, ...table }: TableOf & { asTable: string; download?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="mt-2 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer rounded-lg py-1 font-semibold text-accent">{asTable}</summary>
      {open && download && (
        <button type="button" className="button my-2" onClick={() => saveCsv(table)}>
          {download}
        </button>
      )}
      {open && <Table {...table} name={`${table.label}: ${asTable}`} />}
    </details>
  );
}

function saveCsv({ label, rows, series, category }: TableOf) {
  const head = [category, ...series.map(({ name }) => name)];
  const body = rows.map((row) => [row.name, ...series.map(({ key }) => String(row[key] ?? ''))]);
  const address = URL.createObjectURL(new Blob([writeCsv([head, ...body])], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${label}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

function Table({ name, rows, series, category }: Omit<TableOf, 'label'> & { name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={name} tabIndex={0} className="max-h-80 overflow-auto">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{category}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              {series.map((one) => (
                <td key={one.key} className="tabular-nums">
                  {shown(one, row[one.key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
