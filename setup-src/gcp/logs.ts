import { LOG_ERRORS } from '../../domain/observability/logs.ts';
import { logsQuery } from '../../domain/observability/logs-query.ts';
import type { Place } from './identities.ts';

/** What Cloud Logging keeps of the tiers, and what it counts. */
export interface LogSetup {
  readonly days: number;
  readonly exclusions: readonly LogExclusion[];
  readonly metric: { readonly name: string; readonly description: string; readonly filter: string };
}

/** Lines that the project drops, after they were counted. */
export interface LogExclusion {
  readonly name: string;
  readonly filter: string;
}

/** @returns `undefined` for a delivery that says nothing of logs */
export function logSetup({ delivery }: Place): LogSetup | undefined {
  const { cluster, observability, tiers } = delivery;
  if (observability?.kind !== 'managed-collection' || observability.logs === undefined) return undefined;
  const { days, drop } = observability.logs;
  const watched = tiers.filter(({ name }) => observability.tiers.includes(name));
  return {
    days,
    exclusions: tiers.flatMap(({ name, namespace }) => {
      const than = drop[name];
      return than === undefined
        ? []
        : [
            {
              name: `sluice-${namespace}`,
              filter: oneLine(logsQuery({ cluster: cluster.name, namespace, severity: { is: '<', than } })),
            },
          ];
    }),
    metric: {
      name: LOG_ERRORS.name,
      description: 'Lines of errors that containers of watched tiers wrote',
      filter: oneLine(
        logsQuery({
          cluster: cluster.name,
          namespace: watched.map(({ namespace }) => namespace),
          severity: { is: '>=', than: 'ERROR' },
        }),
      ),
    },
  };
}

/** A comparison a line is for people; a flag is one line. */
const oneLine = (query: string): string => query.replaceAll('\n', ' AND ');
