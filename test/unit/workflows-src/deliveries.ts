import { branch } from '../../../domain/branch.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { python } from '../../../domain/runtime/words.ts';
import { service } from '../../../domain/service.ts';
import { approval, team, tier } from '../../../domain/tier.ts';
import { e2e } from '../../../domain/verification.ts';
import { atMost, waves } from '../../../domain/waves.ts';
import { platform } from '../../fixtures/platform.ts';

const api = service({
  name: 'api',
  path: 'api',
  port: 8000,
  test: python({ requirements: 'r.txt', command: 'pytest' }),
});
const people = approval({ by: [team('operators')] });

const like = (record: Pick<Delivery, 'tiers'> & Partial<Delivery>): Delivery =>
  delivery({ ...platform, root: '', services: [api], ...record });

const at = (location: string) => ({ ...platform.cluster, name: 'prod', location });

/** Clusters of one name in three places, two tiers of them, and people who are asked once. */
export const WAVES: Delivery = like({
  tiers: [
    tier('try', {
      from: branch('next'),
      clusters: waves([at('europe-west1')], [at('us-east1')]),
      verify: e2e({ command: 'pytest' }),
    }),
    tier('live', {
      from: branch('main'),
      after: 'try',
      approval: people,
      clusters: atMost(2, waves([at('europe-west1')], [at('us-east1'), at('us-west1')])),
    }),
  ],
});

/** Deliveries of other shapes than the demo's. */
export const DELIVERIES: Readonly<Record<string, Delivery>> = {
  'one tier that takes every push': like({ tiers: [tier('live', { from: branch('main') })] }),
  'an approval without a tier before': like({ tiers: [tier('live', { from: branch('main'), approval: people })] }),
  'a tier before without an approval': like({
    tiers: [tier('try', { from: branch('next') }), tier('live', { from: branch('main'), after: 'try' })],
  }),
  'a chain of two promotions': like({
    tiers: [
      tier('try', { from: branch('next'), verify: e2e({ command: 'pytest' }) }),
      tier('half', { from: branch('release'), after: 'try', approval: people, verify: e2e({ command: 'pytest' }) }),
      tier('live', { from: branch('main'), after: 'half', approval: people }),
    ],
  }),
  'evidence in the cluster': like({
    evidence: 'cluster',
    tiers: [
      tier('try', { from: branch('next'), namespace: 'try-out', verify: e2e({ command: 'pytest' }) }),
      tier('live', { from: branch('main'), after: 'try', approval: people }),
    ],
  }),
  'signed evidence': like({
    evidence: 'signed',
    tiers: [
      tier('try', { from: branch('next'), verify: e2e({ command: 'pytest' }) }),
      tier('half', { from: branch('release'), after: 'try', approval: people }),
      tier('live', {
        from: branch('main'),
        after: 'half',
        approval: people,
        clusters: waves([at('europe-west1')], [at('us-east1')]),
      }),
    ],
  }),
  'a name that begins with a digit': like({
    tiers: [tier('1st', { from: branch('main'), verify: e2e({ command: 'pytest' }) })],
  }),
  'several clusters in waves': WAVES,
  'a tier in a cluster of its own': like({
    tiers: [tier('live', { from: branch('main'), clusters: waves([at('us-east1')]) })],
  }),
  'only unprotected tiers': like({ tiers: [tier('dev', { from: branch('x/**'), trust: 'unprotected' })] }),
};
