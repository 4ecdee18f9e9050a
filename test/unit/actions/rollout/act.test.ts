import { describe, expect, it } from '@jest/globals';
import { act, type World } from '../../../../actions/rollout/act.ts';
import { rollout } from '../../../../actions/rollout/contract.ts';
import { post } from '../../../../actions/rollout/post.ts';
import { retell } from '../../../../actions/rollout/retell.ts';
import { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { image, manifests } from '../../engine/rollout/releases.ts';
import { RELEASE, Step } from './step.ts';

describe('the rollout action', () => {
  it('is green for a complete rollout and fills its outputs', async () => {
    const step = new Step(new DeliveryRoom());
    expect(await step.act('one')).toEqual({ ok: true });
    expect(step.outputs).toEqual({
      outcome: 'complete',
      reason: '',
      class: '',
      sentence: expect.stringContaining('runs the release'),
      record: '1',
      release: `sha256:${'1'.repeat(64)}`,
      image: image('one'),
      'revision-from': '',
      'revision-to': '1',
      'seconds-to-verdict': '12',
      'rollback-outcome': '',
      'to-sign': '',
    });
    expect(Object.keys(step.outputs).sort()).toEqual(Object.keys(rollout.outputs).sort());
    expect(step.summary).toMatch(/^## Rollout of api to production\n\n\*\*complete\*\*/);
  });

  it('is red with the sentence when it fails, also after a rollback', async () => {
    const step = new Step(new DeliveryRoom({ two: 'crash' }));
    await step.act('one');
    const ending = await step.act('two', { manifests: 'rendered.yaml' });
    expect(ending).toMatchObject({ ok: false, sentence: expect.stringMatching(/exit code 3.*runs again/) });
    expect(step.outputs).toMatchObject({
      outcome: 'rolled-back',
      class: 'crash-loop',
      'rollback-outcome': 'complete',
      image: image('one'),
    });
    expect(step.asked.at(-1)).toEqual({ kind: 'manifests', path: 'rendered.yaml' });
  });

  it('gives a symptom the time that was asked for', async () => {
    const seconds = async (graces: string) => {
      const step = new Step(new DeliveryRoom({ one: 'not-found' }));
      await step.act('one', { release: RELEASE, graces });
      return Number(step.outputs['seconds-to-verdict']);
    };
    const [usual, longer] = [await seconds(''), await seconds('image-gone:90,image-gone-once:90,image-gone-unseen:90')];
    expect(usual).toBeLessThan(60);
    expect(longer).toBeGreaterThanOrEqual(90);
  });

  it('points at the line of the manifests that somebody would change', async () => {
    const step = new Step(new DeliveryRoom({ one: 'not-found' }));
    const line =
      manifests('one')
        .split('\n')
        .findIndex((text) => text.includes('image:')) + 1;
    expect(await step.act('one', { manifests: './k8s/rendered.yaml' })).toMatchObject({
      ok: false,
      title: 'Rollout of api to production: failed (image-not-found)',
      place: { file: 'k8s/rendered.yaml', line },
    });
  });

  it('points at no line where the manifests are not a file of the checkout', async () => {
    const step = new Step(new DeliveryRoom({ one: 'not-found' }));
    expect(await step.act('one')).toMatchObject({ ok: false, place: undefined });
  });

  it('is green where a newer run has taken over, but not in one of several clusters', async () => {
    const step = new Step(new DeliveryRoom());
    await step.act('two');
    const run = { id: 1, attempt: 1, createdAt: '2026-01-01T00:00:00Z' };
    const world: World = { ...step.world('one'), currentRun: { read: async () => run } };
    const overtaken = (cluster: string) => step.room.until(act(step.invocation({ release: RELEASE, cluster }), world));
    expect([await overtaken(''), step.outputs['outcome']]).toEqual([{ ok: true }, 'superseded']);
    expect(await overtaken('eu/prod')).toMatchObject({ ok: false, sentence: expect.stringContaining('newer') });
  });

  it('is red when the record cannot tell the outcome', async () => {
    const step = new Step(new DeliveryRoom());
    step.room.records.update = () => Promise.reject(new Error('502'));
    expect(await step.act('one')).toMatchObject({ ok: false, sentence: expect.stringContaining('no evidence') });
  });

  it.each([
    [{}, /exactly one of "release", "manifests" and "kustomize"/],
    [{ release: RELEASE, manifests: 'x.yaml' }, /exactly one/],
    [{ release: 'registry.example/services/api:latest' }, /A tag can be moved/],
    [
      { release: RELEASE, timeout: 'soon', rollback: 'yes' },
      /timeout = "soon": "soon" is no time[\s\S]*rollback = "yes": "yes" is neither true nor false/,
    ],
    [{ release: RELEASE, graces: 'unschedulable:soon' }, /graces = "unschedulable:soon": .* wanted a name and seconds/],
    [
      { release: RELEASE, strategy: 'purple', steps: '25' },
      /strategy = "purple": "purple" is no word for it: wanted one of rolling, blue-green, canary[\s\S]*steps = "25": "25" is no step/,
    ],
    [
      { release: RELEASE, strategy: 'canary', steps: '50:60,25:60' },
      /strategy.steps\[1\].percent = 25: Shares grow from step to step/,
    ],
    [
      { release: RELEASE, traffic: 'gateway' },
      /traffic = "gateway": Only canary takes it, and the strategy is rolling/,
    ],
    [
      { release: RELEASE, strategy: 'canary', traffic: 'mesh' },
      /traffic = "mesh": "mesh" is no word for it: wanted one of replicas, gateway/,
    ],
    [
      { release: RELEASE, 'metric-url': 'https://prometheus.example' },
      /metric-url = "https:\/\/prometheus.example": Only canary takes it, and the strategy is rolling/,
    ],
    [
      { release: RELEASE, strategy: 'canary', 'metric-token': 's3cret', 'metric-value': 'up', 'metric-minimum': '0.5' },
      /4 problems[\s\S]*metric-url = ""[\s\S]*metric-samples = ""[\s\S]*metric-value = "up": Both versions[\s\S]*metric-minimum = "0.5"/,
    ],
    [
      {
        release: RELEASE,
        strategy: 'canary',
        'metric-url': 'http://prometheus.example',
        'metric-token': 's3cret',
        'metric-value': '{{pods}}',
        'metric-samples': '{{pods}}',
      },
      /metric-url = "http:\/\/prometheus.example\/": A token is not sent over plain HTTP/,
    ],
  ])('refuses inputs by name: %j', async (given, says) => {
    await expect(new Step(new DeliveryRoom()).act('one', given)).rejects.toThrow(says);
  });
});

describe('a measured canary', () => {
  it('has its measure taken at the address that was given, with the token that was given', async () => {
    const step = new Step(new DeliveryRoom());
    await step.act('one', {
      release: RELEASE,
      strategy: 'canary',
      'metric-url': 'https://prometheus.example',
      'metric-token': 's3cret',
      'metric-value': 'errors{pod=~"{{pods}}"}',
      'metric-samples': 'requests{pod=~"{{pods}}"}',
      'metric-tolerance': '0.2',
    });
    expect(step.measured).toEqual([
      {
        measure: {
          source: { kind: 'prometheus', url: 'https://prometheus.example' },
          value: 'errors{pod=~"{{pods}}"}',
          samples: 'requests{pod=~"{{pods}}"}',
          tolerance: 0.2,
          minimum: 50,
        },
        url: 'https://prometheus.example',
        token: 's3cret',
      },
    ]);
    expect(JSON.stringify([step.outputs, step.state, step.summary])).not.toContain('s3cret');
  });
});

describe('its post step', () => {
  it('ends a record that a killed step left open', async () => {
    const step = new Step(new DeliveryRoom());
    step.state['record'] = '7';
    await post(step.invocation({}), step.world('one'));
    expect(step.room.records.states).toMatchObject([{ id: 7, state: { outcome: 'cancelled' } }]);
    expect(step.summary).toContain('cancelled');
  });

  it('has nothing to do after a step that finished, or never started', async () => {
    const step = new Step(new DeliveryRoom());
    await post(step.invocation({}), step.world('one'));
    await step.act('one');
    const states = step.room.records.states.length;
    await post(step.invocation({}), step.world('one'));
    expect(step.room.records.states).toHaveLength(states);
  });

  it('says again how a cancelled step ended, and nothing after any other', async () => {
    const step = new Step(new DeliveryRoom());
    step.room.abort.abort();
    await step.act('one');
    const warnings: string[] = [];
    const { log, ...invocation } = step.invocation({});
    const tell = () => retell({ ...invocation, log: { ...log, warning: (line) => warnings.push(line) } });
    expect(tell()).toEqual({ ok: true });
    expect(warnings).toEqual([expect.stringMatching(/^The rollout of "api" to production: Cancelled before/)]);
    step.state['finished'] = 'complete';
    expect(tell()).toEqual({ ok: true });
    expect(warnings).toHaveLength(1);
  });

  it('says again that a return to the last good state was cancelled', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await new Step(room).act('one');
    const { apply } = room.cluster;
    room.cluster.apply = async (object, options) => {
      const isBack = object.kind === 'Deployment' && JSON.stringify(object).includes(image('one'));
      if (isBack && options?.dryRun !== true) room.abort.abort();
      return await apply.call(room.cluster, object, options);
    };
    const step = new Step(room);
    await step.act('two', { release: RELEASE.replace(/1+$/, '2'.repeat(64)) });
    expect(step.outputs).toMatchObject({ outcome: 'failed', 'rollback-outcome': 'cancelled' });
    const warnings: string[] = [];
    const { log, ...invocation } = step.invocation({});
    retell({ ...invocation, log: { ...log, warning: (line) => warnings.push(line) } });
    expect(warnings).toEqual([expect.stringContaining('when the run was cancelled')]);
  });
});
