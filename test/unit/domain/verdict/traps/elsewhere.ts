/** Traps that no judgement can fall into or avoid: another layer answers for them. */
export interface Elsewhere {
  readonly number: number;
  readonly name: string;
  readonly layer: 'transport' | 'preflight' | 'apply' | 'history' | 'report';
  /** The test that shows it; `undefined` where there is none yet. */
  readonly shownBy: { readonly file: string; readonly title: string } | undefined;
}

const WATCH = 'test/unit/adapters/kubernetes/watch.test.ts';
const CALLS = 'test/unit/adapters/kubernetes/calls.test.ts';
const APPLY = 'test/unit/adapters/kubernetes/server-side-apply.test.ts';
const ROLL_OUT = 'test/unit/engine/rollout/roll-out.test.ts';
const INTERRUPTIONS = 'test/unit/engine/rollout/interruptions.slow.test.ts';
const UNTRUSTED = 'test/unit/domain/untrusted-text.test.ts';

export const ELSEWHERE: readonly Elsewhere[] = [
  {
    number: 9,
    name: 'paused before we write',
    layer: 'preflight',
    shownBy: { file: ROLL_OUT, title: 'a paused workload is refused' },
  },
  {
    number: 10,
    name: '410 in a watch, also inside a 200 stream',
    layer: 'transport',
    shownBy: {
      file: WATCH,
      title: 'lists, then tells changes, and goes on from the last bookmark when the stream ends',
    },
  },
  {
    number: 11,
    name: 'blind for longer than three minutes',
    layer: 'transport',
    shownBy: {
      file: INTERRUPTIONS,
      title: 'for longer than three minutes makes the outcome unknown, and nothing is undone',
    },
  },
  {
    number: 12,
    name: '429 with Retry-After, 500, 503, 504',
    layer: 'transport',
    shownBy: { file: CALLS, title: 'wait as long as a busy server asks, then succeed' },
  },
  {
    number: 13,
    name: 'the token ends on the way',
    layer: 'transport',
    shownBy: { file: CALLS, title: 'read the credentials again once when they are not accepted' },
  },
  {
    number: 16,
    name: 'immutable fields',
    layer: 'preflight',
    shownBy: { file: ROLL_OUT, title: 'the server is asked for every object, and its no is final' },
  },
  {
    number: 17,
    name: 'fields that other managers own',
    layer: 'apply',
    shownBy: {
      file: ROLL_OUT,
      title: 'fields of a foreign manager are refused with its name, those of kubectl are taken',
    },
  },
  {
    number: 18,
    name: 'two owners of one field after "kubectl set image"',
    layer: 'apply',
    shownBy: { file: APPLY, title: 'names the managers of a conflict' },
  },
  {
    number: 19,
    name: 'the revision before may be bad, too',
    layer: 'history',
    shownBy: { file: ROLL_OUT, title: 'never goes back to one that failed before' },
  },
  {
    number: 20,
    name: 'a first deploy has nothing to go back to',
    layer: 'history',
    shownBy: { file: ROLL_OUT, title: 'on a first deploy leaves the pods for inspection' },
  },
  {
    number: 21,
    name: 'ConfigMaps changed in place',
    layer: 'history',
    shownBy: { file: ROLL_OUT, title: 'goes back to the last good one, all of it, with the replicas that ran before' },
  },
  { number: 22, name: 'a migration that cannot be undone', layer: 'history', shownBy: undefined },
  { number: 23, name: 'Argo CD undoes every change', layer: 'preflight', shownBy: undefined },
  {
    number: 26,
    name: 'secrets and commands in texts of pods',
    layer: 'report',
    shownBy: { file: UNTRUSTED, title: 'can never be a workflow command in the log' },
  },
];
