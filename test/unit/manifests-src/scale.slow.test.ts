import { expect, it } from '@jest/globals';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { edged, prefixed } from '../../fixtures/edged.ts';

const base = edged();

/** So many services behind an edge, each of which calls the one before it, in three tiers with a prefix. */
function having(count: number): Delivery {
  const [, dashboard] = base.services;
  if (dashboard === undefined) throw new Error('The fixture has two services.');
  const services = Array.from({ length: count }, (_, index) => ({
    ...dashboard,
    ...{ name: `web-${index}`, image: `web-${index}`, path: `web-${index}` },
    calls: index === 0 ? [] : [`web-${index - 1}`],
    routes: { paths: [`/web-${index}`] },
  }));
  return prefixed(delivery({ ...base, services }));
}

/** Seconds of a processor: other processes of the machine do not count. */
function secondsFor(count: number): number {
  const of = having(count);
  const before = process.cpuUsage();
  kustomizeTree(of);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

it('manifests of 200 services in three tiers are made in 5 s, and four times as many take about four times as long', () => {
  secondsFor(10);
  const [few, many] = [secondsFor(50), secondsFor(200)];
  expect(many).toBeLessThan(5);
  // What grows with the square of the services would take 16 times as long.
  expect(many / few).toBeLessThan(8);
});
