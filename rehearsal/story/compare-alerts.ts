import type { FiredAlert } from '../alerts/promtool-answer.ts';
import type { Watched } from '../alerts/watch.ts';
import type { AlertStatement } from './alert-statement.ts';

/** An alert that is neither a page nor a ticket: it shows that alerts arrive at all. */
const isTold = ({ labels }: FiredAlert): boolean => labels['severity'] !== 'none';

const nameOf = ({ name, labels: { service } }: FiredAlert): string =>
  service === undefined ? name : `${name} of ${service}`;

/** One sentence for each alert that does not fire as stated, and for each that fires besides. */
export function compareAlerts({ tier, service, minutes, fires }: AlertStatement, watched: Watched): readonly string[] {
  if (watched.kind === 'not judged') return [];
  const fired = watched.fired.filter(isTold);
  const wanted = fires.map((name) => `${name} of ${service}`);
  const within = `within ${minutes} min of what its pods told`;
  const missing = wanted.filter((name) => !fired.some((alert) => nameOf(alert) === name));
  const more = fired.filter((alert) => !wanted.includes(nameOf(alert)));
  return [
    ...missing.map((name) => {
      const instead = fired.map(nameOf).join(', ') || 'nothing';
      return `${name} does not fire in ${tier} ${within}, wanted that it does; what fires is ${instead}.`;
    }),
    ...more.map(
      (alert) =>
        `${nameOf(alert)} fires in ${tier} after ${inMinutes(alert)}, wanted no such alert: "${alert.annotations['summary'] ?? ''}".`,
    ),
  ];
}

/** For whoever is told the story: what fires, when, and the page that it leads to. */
export function alertLines({ tier, minutes }: AlertStatement, watched: Watched): readonly string[] {
  if (watched.kind === 'not judged') return [`no alert was evaluated: ${watched.why}`];
  const fired = watched.fired.filter(isTold);
  if (fired.length === 0) return [`alerts of ${tier}: none fires within ${minutes} min (promtool)`];
  return fired.map((alert) => {
    const { summary = '', runbook_url = '' } = alert.annotations;
    return `alert: ${nameOf(alert)} in ${tier} fires after ${inMinutes(alert)} (promtool): "${summary}" → runbook ${inRepository(runbook_url)}`;
  });
}

const inMinutes = ({ after }: FiredAlert): string => `${Number((after / 60).toFixed(1))} min`;

/** The path of a page that is read at GitHub; another address as it is. */
const inRepository = (url: string): string => url.replace(/^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/[^/]+\//, '');
