import { describe, expect, it } from '@jest/globals';
import { evidenceObject } from '../../../domain/evidence/place.ts';
import { historyName } from '../../../domain/history-object.ts';
import { isKeptBySluice } from '../../../engine/kept-objects.ts';
import { parseManifests } from '../../../engine/rollout/manifests.ts';
import { leaseName } from '../../../engine/rollout/state/lease.ts';

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: []}}}';
const KEPT: readonly (readonly [string, string, string])[] = [
  ['v1', 'Secret', historyName('api')],
  // Where earlier versions kept it, and where it is read until it is moved.
  ['v1', 'ConfigMap', historyName('api')],
  ['v1', 'ConfigMap', historyName('another-service')],
  ['v1', 'ConfigMap', evidenceObject('api-server')],
  ['coordination.k8s.io/v1', 'Lease', leaseName('api')],
];

describe('what a namespace keeps for Sluice', () => {
  it.each(KEPT)('is brought by no rollout: %s %s %s', (apiVersion, kind, name) => {
    const forged = JSON.stringify({ apiVersion, kind, metadata: { name }, data: {} });
    expect(() => parseManifests(`${DEPLOYMENT}\n---\n${forged}`, 'shop')).toThrow(
      `Sluice keeps ${kind} "${name}" itself`,
    );
  });

  it('is all that keeps a rollout out here', () => {
    expect(() => parseManifests(DEPLOYMENT, 'shop')).not.toThrow();
  });

  it.each([
    ['ConfigMap', 'sluice-web-settings'],
    ['ConfigMap', 'history'],
    ['Deployment', 'sluice-history-api'],
    ['Secret', 'sluice-web-settings'],
    ['Service', 'sluice-api'],
  ])('is not %s %s', (kind, name) => {
    expect(isKeptBySluice(kind, name)).toBe(false);
  });
});
