import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { manifestsIn } from '../../../../cli/manifests/manifests-in.ts';
import { fieldsOf } from '../../../../manifests-src/rules/read/fields.ts';
import { judgeTrees, MANIFEST_RULES } from '../../../../manifests-src/rules/rules.ts';
import type { Tree } from '../../../../manifests-src/rules/tree.ts';
import { EDGE_TRAPS } from './traps/edge.ts';
import { MONITORING_TRAPS } from './traps/monitoring.ts';
import { NETWORK_TRAPS } from './traps/network.ts';
import { REFERENCE_TRAPS } from './traps/references.ts';
import type { Trap } from './traps/trap.ts';
import { WORKLOAD_TRAPS } from './traps/workload.ts';

const TRAPS = [...REFERENCE_TRAPS, ...NETWORK_TRAPS, ...WORKLOAD_TRAPS, ...EDGE_TRAPS, ...MONITORING_TRAPS];

const tree = (name: string, text: string, kustomization?: string): Tree => ({
  name,
  objects: manifestsIn(text, name),
  kustomizations:
    kustomization === undefined ? [] : [{ file: 'kustomization.yaml', fields: fieldsOf(parse(kustomization)) }],
  platform: 'autopilot',
  isProduction: name === 'production',
});

/** The rules that find something, but for the one that finds it on both sides. */
const rulesFinding = ({ beside, kustomization, always, ...texts }: Trap, side: 'wrong' | 'right'): readonly string[] =>
  [
    ...new Set(
      judgeTrees([
        tree('production', texts[side], kustomization?.[side]),
        ...(beside === undefined ? [] : [tree(beside.name, beside[side])]),
      ]).map(({ rule }) => rule.id),
    ),
  ].filter((id) => id !== always);

describe('a trap', () => {
  it.each(TRAPS)('$trap is found by $rule, and by no other rule', (trap) => {
    expect(rulesFinding(trap, 'wrong')).toEqual([trap.rule]);
  });

  it.each(TRAPS)('$trap is over when it is mended', (trap) => {
    expect(rulesFinding(trap, 'right')).toEqual([]);
  });

  it('T1 to T21 and K1 to K6 have one each', () => {
    const wanted = [...Array(21).keys()].map((n) => `T${n + 1}`).concat([...Array(6).keys()].map((n) => `K${n + 1}`));
    const there = new Set(TRAPS.map(({ trap }) => trap));
    expect(wanted.filter((each) => !there.has(each))).toEqual([]);
  });
});

describe('a rule', () => {
  it.each(MANIFEST_RULES)('$id has a trap, an example, a reason, a way out and a source', (rule) => {
    expect(TRAPS.some((trap) => trap.rule === rule.id)).toBe(true);
    for (const text of [rule.why, rule.example, rule.fix]) expect(text.length).toBeGreaterThan(10);
    expect(rule.source).toMatch(/^https:\/\//);
  });
});
