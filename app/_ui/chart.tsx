'use client';

import { type CSSProperties, type ReactNode, useId } from 'react';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

/**
 * Colours that people tell apart whatever colours they see: Okabe and Ito's, darkened or lightened until each has a
 * contrast of 3 or more with the surface under it.
 */
const PALETTE = {
  '--chart-1': 'light-dark(#0072b2, #56b4e9)',
  '--chart-2': 'light-dark(#c4500a, #f0a050)',
  '--chart-3': 'light-dark(#6a6f6c, #a9b3ae)',
} as CSSProperties;

export interface Series {
  key: string;
  name: string;
}

/** One bar: its name, and a number for each series. */
export type Row = { name: string } & Record<string, string | number>;

/** A chart with what it says as a table behind it. */
export function Bars({
  title,
  hint,
  rows,
  series,
  category,
  asTable,
  sideways = false,
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
}) {
  const heading = useId();
  const ticks = { fill: 'var(--soft)', fontSize: 12 };
  const numbers = { type: 'number', allowDecimals: false, tick: ticks, stroke: 'var(--line)' } as const;
  const names = { type: 'category', dataKey: 'name', tick: ticks, stroke: 'var(--field)' } as const;
  return (
    <Figure title={title} hint={hint} heading={heading}>
      <div role="img" aria-labelledby={heading} style={PALETTE} className="mt-3">
        <ResponsiveContainer width="100%" height={sideways ? 40 + 36 * rows.length : 224}>
          <BarChart
            data={rows}
            layout={sideways ? 'vertical' : 'horizontal'}
            accessibilityLayer={false}
            margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={sideways} horizontal={!sideways} />
            {sideways ? <XAxis {...numbers} /> : <XAxis {...names} minTickGap={16} />}
            {sideways ? <YAxis {...names} width={132} /> : <YAxis {...numbers} width={36} />}
            <Tooltip
              cursor={{ fill: 'var(--tint)' }}
              contentStyle={{
                background: 'var(--surface)',
                border: '1px solid var(--line)',
                borderRadius: 12,
                fontSize: 13,
              }}
              itemStyle={{ color: 'var(--ink)' }}
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
                stackId="all"
                fill={`var(--chart-${i + 1})`}
                stroke="var(--surface)"
                maxBarSize={40}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer rounded-lg py-1 font-semibold text-accent">{asTable}</summary>
        <Table label={title} rows={rows} series={series} category={category} />
      </details>
    </Figure>
  );
}

function Figure({
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

function Table({
  label,
  rows,
  series,
  category,
}: {
  label: string;
  rows: Row[];
  series: Series[];
  category: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto">
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
              {series.map(({ key }) => (
                <td key={key} className="tabular-nums">
                  {row[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
