import { describe, expect, it } from '@jest/globals';
import type { FiredAlert } from '../../../../rehearsal/alerts/promtool-answer.ts';
import { alertLines, compareAlerts } from '../../../../rehearsal/story/compare-alerts.ts';

const STATED = { tier: 'live', service: 'web', page: '/', minutes: 4, fires: ['HighErrorRate'] };
const alert = (name: string, labels: FiredAlert['labels'] = { service: 'web' }): FiredAlert => ({
  ...{ name, after: 210, labels },
  annotations: {
    summary: 'All fail',
    runbook_url: 'https://github.com/o/r/blob/HEAD/docs/runbooks/HighErrorRate.md',
  },
});
const judged = (...fired: readonly FiredAlert[]) => ({ kind: 'judged', seconds: 240, fired }) as const;
const WATCHDOG = alert('Watchdog', { severity: 'none' });

describe('alerts that are stated', () => {
  it('are all that fire, but for the one that always does', () => {
    expect(compareAlerts(STATED, judged(WATCHDOG, alert('HighErrorRate')))).toEqual([]);
  });

  it('are missed in one sentence where none fires, or only another one', () => {
    expect(compareAlerts(STATED, judged(WATCHDOG))).toEqual([
      'HighErrorRate of web does not fire in live within 4 min of what its pods told, wanted that it does; what fires is nothing.',
    ]);
    expect(compareAlerts(STATED, judged(alert('HighErrorRate', { service: 'api' })))).toEqual([
      'HighErrorRate of web does not fire in live within 4 min of what its pods told, wanted that it does; what fires is HighErrorRate of api.',
      'HighErrorRate of api fires in live after 3.5 min, wanted no such alert: "All fail".',
    ]);
  });

  it('are noticed where none should fire', () => {
    expect(compareAlerts({ ...STATED, fires: [] }, judged(alert('QuotaNearFull', {})))).toEqual([
      'QuotaNearFull fires in live after 3.5 min, wanted no such alert: "All fail".',
    ]);
  });

  it('are nothing to go by where nothing judges them', () => {
    expect(compareAlerts(STATED, { kind: 'not judged', why: 'x' })).toEqual([]);
  });
});

describe('whoever is told the story hears', () => {
  it('what fires, when, and the page that it leads to', () => {
    expect(alertLines(STATED, judged(WATCHDOG, alert('HighErrorRate')))).toEqual([
      'alert: HighErrorRate of web in live fires after 3.5 min (promtool): "All fail" → runbook docs/runbooks/HighErrorRate.md',
    ]);
  });

  it('that nothing fires', () => {
    expect(alertLines({ ...STATED, fires: [] }, judged(WATCHDOG))).toEqual([
      'alerts of live: none fires within 4 min (promtool)',
    ]);
  });

  it('why no alert was evaluated', () => {
    const why = 'neither promtool nor prometheus is on PATH';
    expect(alertLines(STATED, { kind: 'not judged', why })).toEqual([`no alert was evaluated: ${why}`]);
  });
});
