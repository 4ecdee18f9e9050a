import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../../domain/branch.ts';
import { managedPrometheus, measure, prometheus } from '../../../../domain/measure.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { secretName } from '../../../../domain/secret.ts';
import { blueGreen, canary, type Strategy } from '../../../../domain/strategy.ts';
import { extraSeconds, rolloutSeconds } from '../../../../domain/strategy-time.ts';
import { type Tier, tier } from '../../../../domain/tier.ts';
import { variable } from '../../../../domain/variable.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import type { AnyValue } from '../../../../workflows-src/language/values.ts';
import { rollbackInputs, rolloutInputs } from '../../../../workflows-src/pipelines/knob-inputs.ts';
import { valueNode } from '../../../../workflows-src/render/value-node.ts';

const cloudToken = expression<string, 'steps'>('steps.login.outputs.auth_token', { uses: ['steps'] });
const queries = { value: 'errors{pod=~"{{pods}}"}', samples: 'requests{pod=~"{{pods}}"}' };
const steps = [{ percent: 25, pause: seconds(60) }];
const shop = (said: Partial<Tier> = {}): Tier => tier('shop', { from: branch('main'), ...said });
const rolled = (rollout: Strategy): Tier => shop({ rollout });

const written = (inputs: Readonly<Record<string, AnyValue>>) =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, valueNode(value).value]));
const toRollOut = (what: Tier) => written(rolloutInputs(what, cloudToken));

/** What variables may change is always written. */
const TUNED = {
  timeout: "${{ vars.SLUICE_TIMEOUT || '600' }}",
  'stable-for': "${{ vars.SLUICE_STABLE_FOR || '10' }}",
  'rollback-timeout': "${{ vars.SLUICE_ROLLBACK_TIMEOUT || '300' }}",
};

describe('what a tier says of its rollouts, in a workflow', () => {
  it('is nothing where nothing differs, but for what variables may change', () => {
    expect(toRollOut(shop())).toEqual(TUNED);
    expect(toRollOut(shop({ graces: {}, prune: false, rollback: true, takeOver: [], watchAfter: seconds(0) }))).toEqual(
      TUNED,
    );
  });

  it('is handed to the rollout as it was said', () => {
    const said = shop({
      timeout: seconds(900),
      graces: { unschedulable: seconds(900), besideReady: seconds(5) },
      stableFor: seconds(20),
      rollbackTimeout: seconds(120),
      prune: true,
      takeOver: ['helm', 'Lens Desktop'],
      watchAfter: seconds(90),
    });
    expect(toRollOut(said)).toEqual({
      timeout: "${{ vars.SLUICE_TIMEOUT || '900' }}",
      graces: 'unschedulable:900,beside-ready:5',
      'stable-for': "${{ vars.SLUICE_STABLE_FOR || '20' }}",
      'rollback-timeout': "${{ vars.SLUICE_ROLLBACK_TIMEOUT || '120' }}",
      'take-over': 'helm\nLens Desktop',
      prune: 'true',
      'watch-after': '90',
    });
    expect(rolloutSeconds(said)).toBe(900 + 90 + 120);
  });

  it('has no time for a way back that there is not', () => {
    const { 'rollback-timeout': _none, ...others } = TUNED;
    expect(toRollOut(shop({ rollback: false }))).toEqual({ ...others, rollback: 'false' });
    expect(rolloutSeconds(shop({ rollback: false }))).toBe(600);
  });

  it('is handed to a rollback as far as it means something there', () => {
    const said = shop({ rollbackTimeout: seconds(120), takeOver: ['helm'], prune: true, watchAfter: seconds(9) });
    expect(written(rollbackInputs(said))).toEqual({
      timeout: "${{ vars.SLUICE_ROLLBACK_TIMEOUT || '120' }}",
      'stable-for': TUNED['stable-for'],
      'take-over': 'helm',
    });
  });
});

describe('a strategy in a workflow', () => {
  it('of two copies says its times, which variables may change', () => {
    const inputs = {
      strategy: 'blue-green',
      bake: "${{ vars.SLUICE_BAKE || '60' }}",
      'scale-down-delay': "${{ vars.SLUICE_SCALE_DOWN_DELAY || '5' }}",
    };
    const copies = rolled(blueGreen({ scaleDownDelay: seconds(5) }));
    expect(toRollOut(copies)).toEqual({ ...TUNED, ...inputs });
    expect(written(rollbackInputs(copies))).toMatchObject(inputs);
  });

  it('of a canary says nothing about a measure that it has not', () => {
    expect(toRollOut(rolled(canary({ steps })))).toEqual({ ...TUNED, strategy: 'canary', steps: '25:60' });
  });

  it('says that its share is moved by weights, and gives Gateways time', () => {
    const byWeight = canary({ steps, traffic: 'gateway' });
    expect(toRollOut(rolled(byWeight))).toEqual({ ...TUNED, strategy: 'canary', steps: '25:60', traffic: 'gateway' });
    expect(extraSeconds(byWeight)).toBe(360);
    expect(extraSeconds(canary({ steps }))).toBe(60);
  });

  it('is measured by Google Cloud with the token of the login of its job', () => {
    const source = managedPrometheus(variable('GCP_PROJECT'));
    expect(toRollOut(rolled(canary({ steps, measure: measure({ source, ...queries }) })))).toEqual({
      ...TUNED,
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

  it('is measured by a Prometheus with a token that stays a secret, and not on the way back', () => {
    const source = prometheus({ url: variable('PROMETHEUS_URL'), token: secretName('PROMETHEUS_TOKEN') });
    const measured = rolled(canary({ steps, measure: measure({ source, ...queries, minimum: 500, tolerance: 0.25 }) }));
    expect(toRollOut(measured)).toMatchObject({
      'metric-url': '${{ vars.PROMETHEUS_URL }}',
      'metric-token': '${{ secrets.PROMETHEUS_TOKEN }}',
      'metric-tolerance': '0.25',
      'metric-minimum': '500',
    });
    expect(Object.keys(rollbackInputs(measured)).sort()).toEqual(['stable-for', 'strategy', 'timeout']);
  });
});
