import { marksOf, type PodCounts, type Sample, type Timeline, type TimelineMark } from './timeline.ts';

/** Points along the time axis: Mermaid spreads the values of a line evenly, so a step in time has to be a step in the list. */
const POINTS = 60;
const CHARTS = 3;
const ROWS = 60;

const LINES = [
  { of: 'desired', colour: '#8c959f', sign: '⬜', says: 'desired' },
  { of: 'updated', colour: '#0969da', sign: '🟦', says: 'updated' },
  { of: 'ready', colour: '#bf8700', sign: '🟨', says: 'new and ready' },
  { of: 'available', colour: '#1a7f37', sign: '🟩', says: 'available, old ones included' },
] as const satisfies readonly { of: keyof PodCounts; colour: string; sign: string; says: string }[];

const BARS = {
  verdict: { colour: '#cf222e', sign: '🟥', says: 'verdict' },
  rollback: { colour: '#8250df', sign: '🟪', says: 'rollback begins' },
  restored: { colour: '#1b7c83', sign: '🟫', says: 'rollback ends' },
} as const satisfies Record<TimelineMark['what'], { colour: string; sign: string; says: string }>;

/** Markdown that draws the timeline with Mermaid, which GitHub renders in job summaries, and has the same in numbers below,
 *  folded, for readers without pictures (docs/decisions/0012). Every text in it is ours or a Kubernetes name. */
export function timelineParts(timeline: Timeline): readonly string[] {
  const drawn = [...timeline.samples];
  const marks = marksOf(timeline);
  if (drawn.length === 0) return [];
  const left = drawn.length - CHARTS;
  return [
    '### Timeline',
    ...drawn.slice(0, CHARTS).flatMap(([title, samples]) => [chart(title, samples, marks), numbers(samples, marks)]),
    ...(left > 0 ? [`${left} more workload${left === 1 ? ' was' : 's were'} watched.`] : []),
  ];
}

function chart(title: string, samples: readonly Sample[], marks: readonly TimelineMark[]): string {
  const start = samples[0]?.at ?? 0;
  const until = Math.max(start, ...samples.map(({ at }) => at), ...marks.map(({ at }) => at));
  const seconds = Math.max(1, Math.ceil((until - start) / 1000));
  const times = Array.from({ length: POINTS }, (_, index) => start + (index * seconds * 1000) / (POINTS - 1));
  const highest = Math.max(
    1,
    ...samples.flatMap(({ desired, updated, ready, available }) => [desired, updated, ready, available]),
  );
  const bars = marks.map(({ at, what }) => {
    const place = Math.min(POINTS - 1, Math.max(0, Math.round(((at - start) / 1000 / seconds) * (POINTS - 1))));
    return { ...BARS[what], values: times.map((_, index) => (index === place ? highest : 0)) };
  });
  const lines = LINES.map((line) => ({ ...line, values: times.map((time) => valueAt(samples, time)[line.of]) }));
  const colours = [...bars, ...lines].map(({ colour }) => colour).join(', ');
  return [
    '```mermaid',
    `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${colours}"}}, "xyChart": {"height": 260}}}%%`,
    'xychart-beta',
    `  title "${title.replace(/[^\w .-]/g, '')}"`,
    `  x-axis "seconds" 0 --> ${seconds}`,
    `  y-axis "pods" 0 --> ${highest + 1}`,
    ...bars.map(({ values }) => `  bar [${values.join(', ')}]`),
    ...lines.map(({ values }) => `  line [${values.join(', ')}]`),
    '```',
    '',
    [...lines, ...bars].map(({ sign, says }) => `${sign} ${says}`).join(' · '),
  ].join('\n');
}

const NOTHING: PodCounts = { desired: 0, updated: 0, ready: 0, available: 0 };
const valueAt = (samples: readonly Sample[], time: number): PodCounts =>
  samples.findLast(({ at }) => at <= time) ?? samples[0] ?? NOTHING;

function numbers(samples: readonly Sample[], marks: readonly TimelineMark[]): string {
  const start = samples[0]?.at ?? 0;
  const rows = [
    ...samples.map(({ at, desired, updated, ready, available }) => ({
      at,
      cells: [desired, updated, ready, available, ''],
    })),
    ...marks.map(({ at, what }) => ({ at, cells: ['', '', '', '', BARS[what].says] })),
  ].toSorted((a, b) => a.at - b.at);
  // The end tells more than the middle.
  const shown = rows.length <= ROWS ? rows : [...rows.slice(0, ROWS / 2), ...rows.slice(-ROWS / 2)];
  return [
    '<details><summary>The same in numbers</summary>',
    '',
    '| Second | Desired | Updated | New and ready | Available | |',
    '| ---: | ---: | ---: | ---: | ---: | --- |',
    ...shown.map(({ at, cells }) => `| ${[((at - start) / 1000).toFixed(1), ...cells].join(' | ')} |`),
    '',
    '</details>',
  ].join('\n');
}
