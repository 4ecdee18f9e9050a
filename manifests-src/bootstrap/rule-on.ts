import type { PolicyRule } from 'kubernetes-types/rbac/v1.d.ts';
import { type KindLife, type KnownKind, OBJECT_LIVES } from '../../domain/object-life.ts';

/** What a deployer may do to objects of these kinds, which are of one group and live alike: all that a release does to its own, and of an
 *  administrator's to look. @param looking verbs besides `get` that change nothing */
export function ruleOn(
  kinds: readonly [KnownKind, ...KnownKind[]],
  ...looking: readonly ('list' | 'watch')[]
): PolicyRule {
  const lives: readonly KindLife[] = kinds.map((kind) => OBJECT_LIVES[kind]);
  const writes = lives.every(({ life }) => life === 'release') ? ['create', 'patch', 'delete'] : [];
  return {
    apiGroups: [
      ...new Set(lives.map(({ apiVersion }) => (apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : ''))),
    ],
    resources: lives.map(({ plural }) => plural),
    verbs: ['get', ...looking, ...writes],
  };
}
