import { LOG_ERRORS } from '../../../domain/observability/logs.ts';
import { LIVE, type Scenario } from '../scenario.ts';
import { surroundings, well } from '../surroundings.ts';
import { cumulative } from '../traffic.ts';

interface Logger {
  readonly resource?: string;
  readonly namespace?: string;
  readonly service?: string;
}

/** Lines of errors a minute, as Cloud Logging counts them. */
const lines = (minutes: number, aMinute: (minute: number) => number, of: Logger = {}): Scenario['series'] => {
  const { resource = 'k8s_container', namespace = 'production', service = 'ai-agent-api' } = of;
  const times = Math.round((minutes * 60) / LIVE.seconds);
  const values = Array.from({ length: times }, (_, at) => (aMinute((at * LIVE.seconds) / 60) * LIVE.seconds) / 60);
  return [
    {
      series: `${LOG_ERRORS.series}{monitored_resource="${resource}", namespace_name="${namespace}", container_name="${service}", pod_name="${service}-1"}`,
      values: cumulative(values),
    },
  ];
};

const given = (name: string, minutes: number, series: Scenario['series'], fires: Scenario['fires']): Scenario => ({
  name,
  series: [...surroundings(minutes), ...well(minutes), ...series],
  fires,
});

const TOLD = 'ErrorsInLogs ai-agent-api';

/** Twenty lines within ten minutes are not too many; requests succeed meanwhile, and probes come. */
export const LOGGED: readonly Scenario[] = [
  given(
    'a service writes 22 errors in ten minutes',
    20,
    lines(20, () => 2.2),
    { '9m': [], '15m': [TOLD] },
  ),
  given(
    'a service writes 18 errors in ten minutes, for long',
    45,
    lines(45, () => 1.8),
    { '15m': [], '44m': [] },
  ),
  given(
    'a service writes thirty errors at once, and no more',
    30,
    lines(30, (minute) => (minute >= 9 && minute < 10 ? 30 : 0)),
    { '12m': [TOLD], '25m': [] },
  ),
  given(
    'others write many errors: a service, a tier, and what is no container',
    20,
    [
      ...lines(20, () => 0.1),
      ...lines(20, () => 100, { service: 'neighbour' }),
      ...lines(20, () => 100, { namespace: 'elsewhere' }),
      ...lines(20, () => 100, { resource: 'k8s_pod' }),
    ],
    { '19m': [] },
  ),
];
