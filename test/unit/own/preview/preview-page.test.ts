import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { promql } from '../../../../manifests-src/observability/promql/text.ts';
import type { RecordedAnswers } from '../../../../own/preview/answers.ts';
import { askedDirectly, shownDashboards } from '../../../../own/preview/asked.ts';
import { previewPage } from '../../../../own/preview/preview-page.ts';
import { observedPlatform } from '../../../fixtures/observed-platform.ts';
import { platform } from '../../../fixtures/platform.ts';

const { services, dashboards } = shownDashboards(observedPlatform);

/** One line for each query, from zero to four, with a gap. */
const answers: RecordedAnswers = {
  step: 120,
  points: 4,
  began: [1],
  panels: dashboards.flatMap(({ uid, panels }) =>
    panels.map((panel) => ({
      dashboard: uid,
      title: panel.title,
      queries: askedDirectly(panel, services).map((expression) => ({
        promql: promql(expression),
        lines: [{ labels: { route: '<b>' }, values: [0, null, 2, 4] }],
      })),
    })),
  ),
};
const page = (given = answers): string => previewPage(observedPlatform, given).content;
const count = (text: string, what: string): number => text.split(what).length - 1;
const panels = dashboards.flatMap((dashboard) => dashboard.panels);

describe('the page of dashboards', () => {
  it('draws each panel of each dashboard', () => {
    expect(count(page(), '<figure>')).toBe(panels.length);
    expect(count(page(), '<svg')).toBe(panels.length);
  });

  it('draws a line from what was recorded, with a gap where there was nothing', () => {
    expect(page()).toContain('d="M64 168M416 88L592 8"');
  });

  it('says what each line is now', () => expect(page()).toContain('<li class="c0">failed <b>400 %</b></li>'));

  it('marks where pods began, and the bound of an alert', () => {
    expect(count(page(), 'class="mark"')).toBe(panels.length);
    expect(count(page(), 'class="limit"')).toBe(panels.filter(({ threshold = 5 }) => threshold <= 4).length);
  });

  it('leads from a panel to the pages of its alerts', () => {
    const alerts = panels.flatMap((panel) => panel.alerts);
    for (const alert of alerts) expect(page()).toMatch(new RegExp(`href="\\.\\./[^"]*docs/runbooks/${alert}\\.md"`));
  });

  it('is the same each time, and needs nothing from anywhere', () => {
    expect(page()).toBe(page());
    expect(page()).not.toMatch(/<script|src=|@import|url\(/);
  });

  it('shows values of labels as text', () => {
    expect(page()).toContain('&#60;b&#62;');
    expect(page()).not.toContain('<b>&');
    expect(page()).not.toContain('<b><');
  });

  it('draws no answer to another question', () => {
    const [first, ...others] = answers.panels;
    if (first === undefined) throw new Error('There is no panel.');
    const changed = { ...first, queries: first.queries.map((query) => ({ ...query, promql: 'up' })) };
    const shown = page({ ...answers, panels: [changed, ...others] });
    expect(count(shown, 'something else since')).toBe(1);
    expect(count(shown, '<svg')).toBe(panels.length - 1);
    expect(count(page({ ...answers, panels: others }), '<svg')).toBe(panels.length - 1);
  });

  it('says where there were no numbers', () => {
    const [first, ...others] = answers.panels;
    if (first === undefined) throw new Error('There is no panel.');
    const none = { ...first, queries: first.queries.map((query) => ({ ...query, lines: [] })) };
    expect(count(page({ ...answers, panels: [none, ...others] }), 'no such numbers')).toBe(1);
  });

  it('has no dashboard of what is not watched', () => {
    expect(previewPage(platform, answers).content).not.toContain('<figure>');
  });

  it('has an answer to every panel as it is committed', () => {
    const committed = readFileSync('docs/dashboards.html', 'utf8');
    expect(count(committed, '<figure>')).toBeGreaterThan(0);
    expect(count(committed, 'something else since')).toBe(0);
    expect(count(committed, '<svg')).toBe(count(committed, '<figure>'));
  });
});
