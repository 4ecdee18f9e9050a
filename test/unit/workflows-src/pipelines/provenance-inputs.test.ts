import { describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { branch } from '../../../../domain/branch.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { tier } from '../../../../domain/tier.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import { material } from '../../../../workflows-src/pipelines/material.ts';
import { provenanceInputs } from '../../../../workflows-src/pipelines/provenance-inputs.ts';
import { DELIVERIES, WAVES } from '../deliveries.ts';

const { values } = inputs({ provenance: { type: 'string', required: true, description: 'x' } });
const chain = DELIVERIES['a chain of two promotions'] ?? WAVES;
const of = (over: Partial<Delivery> = {}, number = 1) => {
  const delivery = { ...chain, ...over };
  return provenanceInputs(material(delivery, LOCK, { number, services: delivery.services }), values.provenance);
};
const workflows = (over: Partial<Delivery> = {}, number = 1): string =>
  of(over, number)
    .workflows.parts.map((part) => (typeof part === 'string' ? part : part.code))
    .join('');

describe('whose builds of an image count', () => {
  it('is said of every protected branch, in the file of the lot', () => {
    expect(workflows().split('\n')).toEqual(
      ['next', 'release', 'main'].map((each) => `.github/workflows/deploy.yml@refs/heads/${each}`),
    );
    expect(workflows({}, 2)).toContain('.github/workflows/deploy.2.yml@refs/heads/main');
    expect(workflows({}, 2)).not.toContain('deploy.yml');
  });

  it('is no branch that anybody can make, but for itself, and no unprotected one', () => {
    const tiers = [
      tier('dev', { from: branch('feature/**'), trust: 'unprotected' }),
      tier('some', { from: branch('release/**') }),
      tier('live', { from: branch('main') }),
    ];
    expect(workflows({ tiers }).split('\n')).toEqual([
      '.github/workflows/deploy.yml@refs/heads/main',
      '.github/workflows/deploy.yml@github.ref',
    ]);
  });

  it.each<[Delivery['actionsFrom'], readonly string[]]>([
    ['local', ['actions']],
    ['vendored', ['.github/sluice/actions']],
    [{ repository: 'a/b', version: 'v1' }, []],
  ])('is bound to the files that say how it is built, with actions from %j', (actionsFrom, folders) => {
    expect(of({ actionsFrom }).instructions.split('\n')).toEqual([
      ...['.github/workflows/deploy.yml', '.github/workflows/build.yml'],
      ...folders,
    ]);
    expect(of({ actionsFrom }, 2).instructions.split('\n').slice(0, 2)).toEqual([
      ...['.github/workflows/deploy.2.yml', '.github/workflows/build.2.yml'],
    ]);
  });
});
