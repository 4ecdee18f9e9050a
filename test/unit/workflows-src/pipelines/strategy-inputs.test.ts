import { describe, expect, it } from '@jest/globals';
import { managedPrometheus, measure, prometheus } from '../../../../domain/measure.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { secretName } from '../../../../domain/secret.ts';
import { canary } from '../../../../domain/strategy.ts';
import { extraSeconds } from '../../../../domain/strategy-time.ts';
import { variable } from '../../../../domain/variable.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import { rollbackStrategyInputs, strategyInputs } from '../../../../workflows-src/pipelines/strategy-inputs.ts';
import { valueNode } from '../../../../workflows-src/render/value-node.ts';

const cloudToken = expression<string, 'steps'>('steps.login.outputs.auth_token', { uses: ['steps'] });
const queries = { value: 'errors{pod=~"{{pods}}"}', samples: 'requests{pod=~"{{pods}}"}' };
const steps = [{ percent: 25, pause: seconds(60) }];
const written = (inputs: ReturnType<typeof strategyInputs>) =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, valueNode(value).value]));

describe('a canary in a workflow', () => {
  it('says nothing about a measure that it has not', () => {
    expect(written(strategyInputs(canary({ steps }), cloudToken))).toEqual({ strategy: 'canary', steps: '25:60' });
  });

  it('says that its share is moved by weights, and gives Gateways time', () => {
    const byWeight = canary({ steps, traffic: 'gateway' });
    expect(written(strategyInputs(byWeight, cloudToken))).toEqual({
      strategy: 'canary',
      steps: '25:60',
      traffic: 'gateway',
    });
    expect(extraSeconds(byWeight)).toBe(360);
    expect(extraSeconds(canary({ steps }))).toBe(60);
  });

  it('is measured by Google Cloud with the token of the login of its job', () => {
    const strategy = canary({
      steps,
      measure: measure({ source: managedPrometheus(variable('GCP_PROJECT')), ...queries }),
    });
    expect(written(strategyInputs(strategy, cloudToken))).toEqual({
      strategy: 'canary',
      steps: '25:60',
      'metric-url': 'https://monitoring.googleapis.com/v1/projects/${{ vars.GCP_PROJECT }}/location/global/prometheus',
      'metric-token': '${{ steps.login.outputs.auth_token }}',
      'metric-value': 'errors{pod=~"{{pods}}"}',
      'metric-samples': 'requests{pod=~"{{pods}}"}',
      'metric-tolerance': '0.1',
      'metric-minimum': '50',
    });
  });

  it('is measured by a Prometheus with a token that stays a secret', () => {
    const source = prometheus({ url: variable('PROMETHEUS_URL'), token: secretName('PROMETHEUS_TOKEN') });
    const strategy = canary({ steps, measure: measure({ source, ...queries, minimum: 500, tolerance: 0.25 }) });
    expect(written(strategyInputs(strategy, cloudToken))).toMatchObject({
      'metric-url': '${{ vars.PROMETHEUS_URL }}',
      'metric-token': '${{ secrets.PROMETHEUS_TOKEN }}',
      'metric-tolerance': '0.25',
      'metric-minimum': '500',
    });
    expect(rollbackStrategyInputs(strategy)).toEqual({ strategy: 'canary' });
  });
});
