import type { Delivery } from '../../../domain/delivery.ts';
import { minutes } from '../../../domain/seconds.ts';
import { starts } from '../../../manifests-src/observability/dashboards/starts.ts';
import { promql } from '../../../manifests-src/observability/promql/text.ts';
import type { RecordedAnswers, RecordedLine } from '../../../own/preview/answers.ts';
import { askedDirectly, shownDashboards } from '../../../own/preview/asked.ts';
import { MINUTES } from './load.ts';
import { openMetrics } from './open-metrics.ts';
import { type Answered, Replayed } from './replayed.ts';

/** The first Monday of a year: nothing depends on it. */
const BEGAN = Date.UTC(2026, 0, 5) / 1000;
/** Minutes between two points, of six hours. */
const STEP = 5;
const TIMES = { start: BEGAN + 60 * 60, end: BEGAN + MINUTES * 60, step: STEP * 60 };
const POINTS = (TIMES.end - TIMES.start) / TIMES.step + 1;

/** A Prometheus that has collected the scripted hours of a delivery. @throws {NotHere} where there is none */
export const replayedFor = (delivery: Delivery): Promise<Replayed> =>
  Replayed.of(openMetrics(shownDashboards(delivery).services, BEGAN));

/** What it answers to one query, over the hours that are shown. */
export const asked = async (replayed: Replayed, text: string): Promise<readonly RecordedLine[]> =>
  (await replayed.range(text, TIMES)).map(line).filter(({ values }) => values.some((value) => value !== null));

/** What it answers to each query of each panel. */
export async function answersOf(delivery: Delivery, replayed: Replayed): Promise<RecordedAnswers> {
  const { services, dashboards } = shownDashboards(delivery);
  const ask = (text: string) => asked(replayed, text);
  const panels = [];
  for (const { uid, panels: shown } of dashboards)
    for (const panel of shown) {
      const queries = [];
      for (const expression of askedDirectly(panel, services)) {
        const text = promql(expression);
        queries.push({ promql: text, lines: await ask(text) });
      }
      panels.push({ dashboard: uid, title: panel.title, queries });
    }
  const [first] = services;
  const began = first === undefined ? [] : await ask(promql(starts(first.tier.namespace, minutes(STEP))));
  return { step: STEP, points: POINTS, began: pointsWithValue(began), panels };
}

const pointsWithValue = (lines: readonly RecordedLine[]): readonly number[] =>
  Array.from({ length: POINTS }, (_, index) => index).filter((index) =>
    lines.some(({ values }) => values[index] !== null),
  );

const line = ({ labels, values }: Answered): RecordedLine => ({
  labels,
  values: Array.from({ length: POINTS }, (_, index) => {
    const value = values.get(TIMES.start + index * TIMES.step);
    return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(4));
  }),
});
