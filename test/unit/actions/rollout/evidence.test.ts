import { describe, expect, it } from '@jest/globals';
import { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { RELEASE, Step } from './step.ts';

describe('the rollout action with a place for evidence', () => {
  const evidence = 'registry.example/project/evidence-production';
  const said = (step: Step) => [...step.evidence.all.values()].map(({ statement }) => JSON.parse(statement).predicate);

  it('says of a complete release who has approved it, and of a failed one that it failed', async () => {
    const step = new Step(new DeliveryRoom({ two: 'crash' }));
    await step.act('one', { release: RELEASE, evidence, 'approved-by': '7 mina\n8 eva_acme' });
    await step.act('two', { release: RELEASE.replaceAll('1', '2'), evidence, verification: 'pending' });
    expect(said(step)).toMatchObject([
      {
        said: 'complete',
        tier: 'production',
        approvedBy: [
          { id: 7, login: 'mina' },
          { id: 8, login: 'eva_acme' },
        ],
      },
      { said: 'failed', approvedBy: [] },
    ]);
    const places = [...step.evidence.all.keys()].map((name) => name.replace(/@.*/, ''));
    expect(places).toEqual([`${evidence}/api`, `${evidence}/api`]);
  });

  it('leaves it to the checks that come after it to say that it is complete', async () => {
    const step = new Step(new DeliveryRoom());
    await step.act('one', { release: RELEASE, evidence, verification: 'pending' });
    expect(said(step)).toEqual([]);
  });

  it('says nothing of plain manifests, nor without such a place', async () => {
    const step = new Step(new DeliveryRoom());
    await step.act('one', { manifests: 'rendered.yaml', evidence });
    await step.act('one');
    expect(said(step)).toEqual([]);
  });

  it('is red where it cannot be said: what runs then is not proven', async () => {
    const step = new Step(new DeliveryRoom());
    step.runs = [];
    expect(await step.act('one', { release: RELEASE, evidence })).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/ended complete, and its evidence could not be written: GitHub does not know/),
    });
    expect(step.outputs['outcome']).toBe('complete');
  });
});
