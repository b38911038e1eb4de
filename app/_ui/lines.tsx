'use client';

import { useId } from 'react';
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { logTicks, type Scale, short } from './axis';
import { Behind, Figure, PALETTE, type Series, TICKS, TOOLTIP } from './chart';

export interface LineSeries extends Series {
  /** colour: of the palette, from 1. raw: thin and pale, for what a smooth line stands before. marks: a dot each. */
  colour: number;
  raw?: boolean;
  marks?: boolean;
  dash?: string;
}

/** One place on the x axis; a series without a number there is drawn on to its next. */
export type Point = { x: number } & Record<string, number | undefined>;

/** Curves over one axis, with what they say as a table behind them. Axes are linear or logarithmic. */
export function Lines({
  title,
  hint,
  points,
  series,
  xName,
  xScale = 'linear',
  yScale = 'linear',
  format,
  asTable,
  download,
}: {
  title: string;
  hint?: string;
  points: Point[];
  series: LineSeries[];
  xName: string;
  xScale?: Scale;
  yScale?: Scale;
  /** How a value reads. */
  format: (value: number) => string;
  asTable: string;
  download: string;
}) {
  const heading = useId();
  // A logarithmic axis has no zero.
  const drawn = xScale === 'log' ? points.filter(({ x }) => x > 0) : points;
  const values = drawn.flatMap((point) => series.flatMap(({ key }) => point[key] ?? []));
  const named = series.map((one) => ({ ...one, format: one.format ?? format }));
  return (
    <Figure title={title} hint={hint} heading={heading}>
      <div role="img" aria-labelledby={heading} style={PALETTE} className="mt-3">
        <ResponsiveContainer width="100%" height={248}>
          <LineChart
            data={drawn}
            accessibilityLayer={false}
            margin={{ top: 4, right: 16, bottom: 16, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" />
            <XAxis
              dataKey="x"
              type="number"
              tick={TICKS}
              stroke="var(--field)"
              tickFormatter={short}
              minTickGap={16}
              label={{ value: xName, position: 'insideBottom', offset: -8, ...TICKS }}
              {...axis(
                xScale,
                drawn.map(({ x }) => x),
              )}
            />
            <YAxis
              tick={TICKS}
              stroke="var(--line)"
              width={52}
              tickFormatter={short}
              {...axis(yScale, values)}
            />
            <Tooltip
              {...TOOLTIP}
              labelFormatter={(x) => `${xName} ${Number(x).toLocaleString()}`}
              formatter={(value) => (typeof value === 'number' ? format(value) : value)}
            />
            {series.length > 1 && (
              <Legend
                verticalAlign="top"
                itemSorter={null}
                formatter={(name) => <span className="text-sm text-ink">{name}</span>}
              />
            )}
            {series.map(({ key, name, colour, raw, marks, dash }) => (
              <Line
                key={key}
                dataKey={key}
                name={name}
                stroke={`var(--chart-${colour})`}
                strokeWidth={raw ? 1 : 2}
                strokeOpacity={raw ? 0.45 : 1}
                strokeDasharray={dash}
                dot={marks ? { r: 3, strokeDasharray: '' } : false}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <Behind
        label={title}
        rows={points.map(({ x, ...rest }) => ({ ...rest, name: String(x) }))}
        series={named}
        category={xName}
        asTable={asTable}
        download={download}
      />
    </Figure>
  );
}

/** A logarithmic axis chooses its own marks; a linear one is left to the library. */
function axis(scale: Scale, values: number[]) {
  if (scale === 'linear') return { domain: ['auto', 'auto'] as ['auto', 'auto'] };
  const ticks = logTicks(values);
  return { scale, ticks, domain: [ticks[0], ticks[ticks.length - 1]], allowDataOverflow: true };
}
