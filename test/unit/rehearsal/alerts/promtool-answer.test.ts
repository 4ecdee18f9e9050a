import { describe, expect, it } from '@jest/globals';
import { firedAlerts } from '../../../../rehearsal/alerts/promtool-answer.ts';

/** promtool 2.42.0, shortened. */
const FAILED = `Unit Testing:  tests.json
  FAILED:
    alertname: HighErrorRate, time: 1h4m30s,${' '}
        exp:[],${' '}
        got:[
            0:
              Labels:{alertname="HighErrorRate", service="web", severity="critical"}
              Annotations:{runbook_url="https://x/{{y}}.md", summary="100% of \\"all\\" requests, and {more}"}
            1:
              Labels:{alertname="HighErrorRate", service="api", severity="critical"}
              Annotations:{}
            ]

    alertname: HighErrorRate, time: 3m,${' '}
        exp:[],${' '}
        got:[
            0:
              Labels:{alertname="HighErrorRate", service="web", severity="critical"}
              Annotations:{summary="first"}
            ]
`;

describe('what promtool holds against a test that expected no alert', () => {
  it('is each alert once, when it fires first', () => {
    expect(firedAlerts(FAILED)).toEqual([
      {
        ...{ name: 'HighErrorRate', after: 180 },
        labels: { alertname: 'HighErrorRate', service: 'web', severity: 'critical' },
        annotations: { summary: 'first' },
      },
      {
        ...{ name: 'HighErrorRate', after: 3870 },
        labels: { alertname: 'HighErrorRate', service: 'api', severity: 'critical' },
        annotations: {},
      },
    ]);
  });

  it('is told in its own words', () => {
    const [first] = firedAlerts(FAILED.slice(0, FAILED.indexOf('            1:')));
    expect(first?.annotations).toEqual({
      runbook_url: 'https://x/{{y}}.md',
      summary: '100% of "all" requests, and {more}',
    });
  });

  it('is nothing where nothing fires', () => {
    expect(firedAlerts('Unit Testing:  tests.json\n  SUCCESS\n')).toEqual([]);
  });
});
