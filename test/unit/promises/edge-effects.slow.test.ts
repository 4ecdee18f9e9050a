import { describe, expect, it } from '@jest/globals';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { gateway, nginx } from '../../../domain/edge/edge.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { edged } from '../../fixtures/edged.ts';
import { type Leaf, leavesOf, replaced } from './leaves.ts';

/** What stands in generated files, or the sentence that refuses the delivery. */
function effectOf(record: Delivery): string {
  try {
    const checked = delivery(record);
    return [...kustomizeTree(checked), ...setupFiles(checked)]
      .map(({ path, content }) => `${path}\n${content}`)
      .join('\n');
  } catch (error) {
    return String(error);
  }
}

/** Another value that is as good as the first. */
const otherThan = ({ path, value }: Leaf): string | number => {
  const name = path.join('.');
  if (typeof value === 'number') return value + 1;
  if (name.startsWith('edge.email')) return 'others@ai-agent-platform.com';
  if (name.includes('allow')) return '192.0.2.0/24';
  return name.includes('paths') ? '/other' : `${value}-2`;
};

const KINDS = { gateway: gateway(), nginx: nginx({ email: 'operators@ai-agent-platform.com' }) };

describe.each(Object.entries(KINDS))('what is said of an edge by %s', (_kind, edge) => {
  const full = edged(edge);
  const made = effectOf(full);
  const said = leavesOf(full).filter(
    ({ path: [first, , field], value }) =>
      value !== 'public' && value !== edge.kind && (first === 'edge' || field === 'routes' || field === 'allow'),
  );

  it('is a delivery that can be used', () => {
    expect(made).not.toMatch(/cannot be used/);
    expect(said.length).toBeGreaterThan(10);
  });

  it.each(said.map((leaf) => [leaf.path.join('.'), leaf] as const))('%s changes what is generated', (_name, leaf) => {
    const other = effectOf(replaced(full, leaf.path, otherThan(leaf)));
    expect(other).not.toMatch(/cannot be used/);
    expect(other).not.toBe(made);
  });
});
