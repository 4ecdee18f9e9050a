import { seconds } from '../../../domain/seconds.ts';
import type { TierAlert } from '../alert.ts';
import { call, number } from '../promql/expression.ts';
import { ALL_PODS, POLICIES, WARNINGS } from '../runbook-commands.ts';

export const watchdog: TierAlert = {
  name: 'Watchdog',
  severity: 'none',
  of: ({ tier }) => ({
    expression: call('vector', number(1)),
    lasts: seconds(0),
    summary: `Alerts of ${tier.name} arrive: this one always fires`,
  }),
  runbook: {
    meaning: 'It always fires. Whoever receives it sounds when it is missing: then no other alert would arrive either.',
    impact: 'While it fires, none.',
    commands: [ALL_PODS, WARNINGS, POLICIES],
    diagnosis: ['It is missing: do rules get evaluated? Does the Alertmanager reach its receivers?'],
    mitigation: ['Bring the collector or the Alertmanager back, before anything else.'],
    over: 'It is never over: whoever receives it hears it again within five minutes.',
  },
};
