import { describe, expect, it } from '@jest/globals';
import { ownWorkflows } from '../../../workflows-src/own-workflows.ts';
import { made, untyped, wf } from './rules/small-workflows.ts';

const said = (own: unknown): string => {
  try {
    return `${ownWorkflows(untyped(own), []).length} workflows`;
  } catch (error) {
    return String(error);
  }
};

describe('workflows that a repository has besides', () => {
  const one = wf([made()]);
  it.each([
    [[one], '1 workflows'],
    [() => [one, one], '2 workflows'],
    [undefined, '0 workflows'],
    [() => null, 'workflows = null: Wanted a list of workflows: ['],
    [async () => [one], 'workflows = "a promise": Wanted a list of workflows at once: await'],
    [() => new Set([one]), 'workflows = "no list": Wanted a list of workflows: ['],
    [[one, null, 7], 'cannot be used: 2 problems.\n  workflows = null: Wanted a workflow: '],
    [[untyped({ path: 'a.yml', name: 'a', on: {}, jobs: 7 })], 'a.yml > jobs = "a number": Wanted a list of jobs.'],
  ])('are a list of them, case %#', (own, sentence) => {
    expect(said(own)).toContain(sentence);
  });
});
