import { seconds } from '../../domain/seconds.ts';
import { logAlertRules } from '../../manifests-src/observability/log-alert-rules.ts';
import type { RuleGroup } from '../../manifests-src/observability/rule.ts';
import { clusterRules, tierRules } from '../../manifests-src/observability/tier-rules.ts';
import { loggedPlatform } from '../fixtures/logged.ts';
import { observedPlatform } from '../fixtures/observed-platform.ts';
import { withBackups } from '../unit/setup-src/with-databases.ts';
import { DAYS, HOURS, LIVE, type Pace, type Scenario } from './scenario.ts';
import { BACKUPS } from './scenarios/backups.ts';
import { OVER_DAYS } from './scenarios/days.ts';
import { ERRORS } from './scenarios/errors.ts';
import { OVER_HOURS } from './scenarios/hours.ts';
import { LATENCY } from './scenarios/latency.ts';
import { LOGGED } from './scenarios/logged.ts';
import { MEMORY_GROWTH } from './scenarios/memory-growth.ts';
import { RESOURCES } from './scenarios/resources.ts';
import { SILENCE } from './scenarios/silence.ts';

/** The rules of the platform's production, and of its cluster. */
export function productionRules(): readonly RuleGroup[] {
  const delivery = withBackups(observedPlatform);
  const { observability, tiers } = delivery;
  const production = tiers.at(-1);
  if (observability === undefined || production === undefined) throw new Error('The platform is not watched.');
  const place = { delivery, observability };
  return [
    ...tierRules(production, place),
    ...clusterRules(place),
    // Cloud Monitoring judges these, each by itself.
    {
      name: 'logs',
      interval: seconds(60),
      rules: logAlertRules(loggedPlatform).filter(({ labels }) => labels['tier'] === production.name),
    },
  ];
}

/** Rules that look at hours and days: told slowly, the others would be wrong. */
const OF_DAYS = /^(?:ErrorBudget|DiskFillsUp|CertificateExpires|Watchdog)/;

/** What is told twice a day, and judged by itself: in what is told of other things nobody tells of backups. */
const OF_BACKUPS = /^(?:BackupTooOld|RestoreDrillOverdue|BackupsUntold|Watchdog)$/;

export interface Suite {
  readonly pace: Pace;
  /** Scenarios by what they are about. */
  readonly areas: readonly (readonly Scenario[])[];
  /** Which alerts of the rules are judged. */
  readonly judges: (alert: string) => boolean;
}

/** Every scenario, with the pace that it is told at. */
export const SUITES: readonly Suite[] = [
  { pace: LIVE, areas: [ERRORS, LATENCY, SILENCE, RESOURCES, MEMORY_GROWTH, LOGGED], judges: () => true },
  { pace: HOURS, areas: [OVER_HOURS], judges: (alert) => OF_DAYS.test(alert) },
  { pace: DAYS, areas: [OVER_DAYS], judges: (alert) => OF_DAYS.test(alert) },
  { pace: DAYS, areas: [BACKUPS], judges: (alert) => OF_BACKUPS.test(alert) },
];

/** The groups with those alerts alone, and what is recorded for them. */
export const onlyAlerts = (groups: readonly RuleGroup[], judges: (alert: string) => boolean): readonly RuleGroup[] => {
  const kept = groups.map((group) => ({
    ...group,
    rules: group.rules.filter((rule) => rule.kind === 'record' || judges(rule.name)),
  }));
  const asked = JSON.stringify(kept.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert')));
  return kept
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        (rule) => rule.kind === 'alert' || (asked.includes(rule.name) && rule.labels['job'] === 'ai-agent-api'),
      ),
    }))
    .filter(({ rules }) => rules.length > 0);
};
