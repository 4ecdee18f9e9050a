import { assertNever } from '../../domain/brand.ts';
import type { Measure, MetricSource } from '../../domain/measure.ts';
import { secret, variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { text } from '../language/template.ts';

/** A measure as inputs of the `rollout` action.
 *  @param cloudToken of the job's keyless login, for a source that takes it. */
export const measureInputs = (
  { source, value, samples, tolerance, minimum }: Measure,
  cloudToken: Expression<string, 'steps'>,
) => ({
  ...sourceInputs(source, cloudToken),
  'metric-value': value,
  'metric-samples': samples,
  'metric-tolerance': String(tolerance),
  'metric-minimum': String(minimum),
});

function sourceInputs(source: MetricSource, cloudToken: Expression<string, 'steps'>) {
  switch (source.kind) {
    case 'prometheus':
      return {
        'metric-url': typeof source.url === 'string' ? source.url : variableValue(source.url),
        ...(source.token === undefined ? {} : { 'metric-token': secret(source.token.name) }),
      };
    case 'managed-prometheus':
      return {
        'metric-url': text`https://monitoring.googleapis.com/v1/projects/${variableValue(source.project)}/location/global/prometheus`,
        'metric-token': cloudToken,
      };
    default:
      return assertNever(source);
  }
}
