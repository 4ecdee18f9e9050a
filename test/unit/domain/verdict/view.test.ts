import { describe, expect, it } from '@jest/globals';
import type { ClusterEvent, Pod } from '../../../../domain/verdict/kubernetes.ts';
import { event, type PodShape, pod, replay, seen } from './api-rollout.ts';
import { viewAt } from './found.ts';
import { started } from './stories/story.ts';

const one = (name: string, shape: PodShape = {}): Pod => pod({ name, ...shape });
const over = (name: string, phase: 'Failed' | 'Succeeded', shape: PodShape = {}): Pod => {
  const made = one(name, shape);
  return { ...made, status: { ...made.status, phase, reason: 'Evicted' } };
};
/** As the API has it before a kubelet has said anything. */
const silent = (name: string, shape: PodShape = {}): Pod => {
  const { status: _, ...made } = one(name, shape);
  return made;
};
const namesOf = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name);
const viewOfPods = (...pods: readonly Pod[]) => viewAt(replay([[0, ...started, ...pods.map(seen)]]));
/** A middle, a last and a first one: neither the order of arrival nor its reverse is that of names. */
const SHUFFLED = ['b', 'c', 'a'] as const;

describe('what a failure class looks at', () => {
  it('is the new pods that stay, by name', () => {
    const gone = one('0', { deleting: true });
    const view = viewOfPods(
      ...SHUFFLED.map((name) => one(name)),
      one('old', { set: 'old' }),
      gone,
      over('1', 'Failed'),
    );
    expect(namesOf(view.pods)).toEqual(['a', 'b', 'c']);
    expect(namesOf(viewOfPods(silent('a'), over('1', 'Succeeded')).pods)).toEqual(['a']);
  });

  it('is the old pods that stay, by name', () => {
    const old = { set: 'old' } as const;
    const away = [one('0', { ...old, deleting: true }), over('1', 'Failed', old), over('2', 'Succeeded', old)];
    const view = viewOfPods(...SHUFFLED.map((name) => one(name, old)), silent('d', old), ...away, one('new'));
    expect(namesOf(view.oldPods)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is the pods of both that are on their way out and hold room, by name', () => {
    const deleting = { deleting: true } as const;
    const view = viewOfPods(
      ...SHUFFLED.map((name) => one(name, { ...deleting, set: name === 'a' ? 'old' : 'new' })),
      ...[silent('d', deleting), over('0', 'Failed', deleting), over('1', 'Succeeded', deleting), one('new')],
    );
    expect(namesOf(view.leaving)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is the new pods that fell, the first one first, and by name where they fell together', () => {
    const fallen = (...steps: readonly (readonly [number, ...Pod[]])[]) =>
      viewAt(
        replay([[0, ...started], ...steps.map(([second, ...pods]) => [second, ...pods.map(seen)] as const)]),
      ).fallen.map(({ pod: { metadata } }) => metadata.name);
    expect(fallen([1, ...SHUFFLED.map((name) => over(name, 'Failed'))])).toEqual(['a', 'b', 'c']);
    expect(fallen([1, over('c', 'Failed')], [2, over('a', 'Failed')], [3, over('b', 'Failed')])).toEqual([
      'c',
      'a',
      'b',
    ]);
    expect(fallen([1, over('old', 'Failed', { set: 'old' }), over('new', 'Failed')])).toEqual(['new']);
  });

  it('is the events about an object, and those about a claim of a name', () => {
    const about = (kind: string, name: string): ClusterEvent => ({
      ...event('Failed', `${kind} ${name}`, { about: `${kind}/${name}` }),
      involvedObject: { kind, name, uid: `${kind}/${name}` },
    });
    const events = [
      about('PersistentVolumeClaim', 'data'),
      about('PersistentVolumeClaim', 'logs'),
      about('Pod', 'data'),
    ];
    const view = viewAt(replay([[0, ...started, ...events.map(seen)]]));
    expect(view.claimEvents('data').map(({ message }) => message)).toEqual(['PersistentVolumeClaim data']);
    expect(view.events('Pod/data').map(({ message }) => message)).toEqual(['Pod data']);
  });
});
