import { describe, expect, it } from '@jest/globals';
import { HOW_TO_INSTALL, judged, promtool } from '../../../monitoring/promtool.ts';
import { onlyAlerts, productionRules, SUITES } from '../../../monitoring/rules.ts';

const program = promtool();
const fact = program === undefined ? it.skip : it;
const note = program === undefined ? ` (${HOW_TO_INSTALL})` : '';

/** Prometheus itself judges the rules, over time series of what may happen. */
describe(`alerts fire when they should, and only then${note}`, () => {
  fact.each(
    SUITES.map((suite) => [`${suite.areas.flat().length} scenarios, every ${suite.pace.text}`, suite] as const),
  )('%s', (_name, { pace, areas, judges }) => {
    expect(judged(program ?? '', onlyAlerts(productionRules(), judges), areas.flat(), pace)).toBe('');
  });

  it('and each has a scenario in which it fires', () => {
    const fired = new Set(
      SUITES.flatMap(({ areas }) => areas.flat())
        .flatMap(({ fires }) => Object.values(fires).flat())
        .map((each) => each.split(' ')[0]),
    );
    const alerts = productionRules().flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'));
    expect(new Set(alerts.map(({ name }) => name).filter((name) => name !== 'Watchdog'))).toEqual(fired);
  });
});
