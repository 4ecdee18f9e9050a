import type { Panel } from '../../manifests-src/observability/dashboards/dashboard.ts';
import type { RecordedAnswers, RecordedLine, RecordedQuery } from './answers.ts';
import { COLOURS, chartParts, VIEW_BOX } from './chart.ts';
import { inUnit } from './scale.ts';

export interface Drawn {
  readonly panel: Panel;
  /** What each of its queries asks now. */
  readonly asked: readonly string[];
  /** What was recorded of it, if it was. */
  readonly recorded: readonly RecordedQuery[];
  readonly answers: RecordedAnswers;
  readonly runbook: (alert: string) => string;
}

/** One panel as a page shows it: what it is, how it went, and what it is now. */
export function panelFigure(drawn: Drawn): string {
  const { panel, runbook } = drawn;
  const alerts = panel.alerts.map((alert) => `<a href="${harmless(runbook(alert))}">${harmless(alert)}</a>`);
  return `<figure>
<figcaption><h3>${harmless(panel.title)}</h3><p>${harmless(panel.description)}</p></figcaption>
${picture(drawn)}
${alerts.length === 0 ? '' : `<p class="alerts">Alerts: ${alerts.join(' · ')}</p>\n`}</figure>`;
}

function picture({ panel, asked, recorded, answers }: Drawn): string {
  if (asked.length !== recorded.length || asked.some((promql, index) => recorded[index]?.promql !== promql))
    return '<p class="none">It asks for something else since its answers were recorded.</p>';
  const lines = panel.queries.flatMap(({ legend }, index) =>
    (recorded[index]?.lines ?? []).map((line) => ({ legend: legendOf(legend, line), values: line.values })),
  );
  if (lines.length === 0) return '<p class="none">There were no such numbers in these hours.</p>';
  const { points, step, began } = answers;
  const { unit, threshold } = panel;
  const parts = chartParts({ unit, threshold, lines, points, step, marks: began });
  return `<svg viewBox="${VIEW_BOX}" role="img" aria-label="${harmless(panel.title)}, over six hours">
${parts.join('\n')}
</svg>
<ul>${lines.map(({ legend, values }, index) => `<li class="c${index % COLOURS}">${harmless(legend)} <b>${lastOf(values, panel)}</b></li>`).join('')}</ul>`;
}

/** What a line is called: the legend with the values of its labels. */
export const legendOf = (legend: string, { labels }: RecordedLine): string =>
  legend.replace(/\{\{(\w+)\}\}/g, (_found, label: string) => labels[label] ?? '');

const lastOf = (values: readonly (number | null)[], { unit }: Panel): string => {
  const last = values.at(-1);
  return last === undefined || last === null ? 'ended' : inUnit(last, unit);
};

export const harmless = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
