import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../domain/delivery.ts';
import { evidenceReaders } from '../../../manifests-src/bootstrap/evidence-reader.ts';
import { DELIVERIES } from '../workflows-src/deliveries.ts';

const delivery = DELIVERIES['evidence in the cluster'];
const readers = (name: string, over: Partial<Delivery> = {}) => {
  const tier = delivery?.tiers.find((each) => each.name === name);
  if (delivery === undefined || tier === undefined) throw new Error(`There is no tier ${name}.`);
  return evidenceReaders(tier, { ...delivery, ...over });
};

describe('who reads what a tier has proven, in its cluster', () => {
  it('is the deployer of the tier after, by name', () => {
    const [role, binding] = readers('try');
    expect(role).toMatchObject({
      ...{ kind: 'Role', metadata: { name: 'sluice-evidence-reader', namespace: 'try-out' } },
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['sluice-evidence-api'], verbs: ['get'] }],
    });
    expect(binding).toMatchObject({
      ...{ kind: 'RoleBinding', metadata: { name: 'sluice-evidence-reader', namespace: 'try-out' } },
      roleRef: { kind: 'Role', name: 'sluice-evidence-reader' },
      subjects: [{ kind: 'User', name: expect.stringMatching(/\/subject\/\d+\/live$/) }],
    });
  });

  it('is nobody where no tier comes after, and where the evidence lies in the registry', () => {
    expect(readers('live')).toEqual([]);
    expect(readers('try', { evidence: 'registry' })).toEqual([]);
  });
});
