import { describe, expect, it } from '@jest/globals';
import { mutationsOf } from '../../drill/mutations/enumerate.ts';
import type { KindName } from '../../drill/mutations/kinds.ts';

const FILE = '.github/workflows/demo.yml';

/** Ids of the mutations of one kind, without the name of the file. */
const ids = (kind: KindName, text: string): string[] =>
  mutationsOf(FILE, text)
    .filter((mutation) => mutation.kind === kind)
    .map(({ id }) => id.replace(/^demo\//, ''));

/** The lines that a mutation took away, and those that it put there. */
function difference(text: string, id: string): { gone: string[]; new: string[] } {
  const found = mutationsOf(FILE, text).find((mutation) => mutation.id === `demo/${id}`);
  const before = text.split('\n');
  const after = (found?.text ?? '').split('\n');
  return { gone: before.filter((line) => !after.includes(line)), new: after.filter((line) => !before.includes(line)) };
}

const job = (lines: string): string => `on: push\njobs:\n  build:\n${lines.replaceAll(/^(?=.)/gm, '    ')}`;

describe('what can be removed or bent in a workflow', () => {
  it('removes each permission, and lets "write" only read', () => {
    const text = job('permissions:\n  contents: read # why\n  deployments: write\n');
    expect(ids('permission', text)).toEqual([
      'jobs.build.permissions.contents/removed',
      'jobs.build.permissions.deployments/read',
      'jobs.build.permissions.deployments/removed',
    ]);
    expect(difference(text, 'jobs.build.permissions.contents/removed')).toEqual({
      gone: ['      contents: read # why'],
      new: [],
    });
    expect(difference(text, 'jobs.build.permissions.deployments/read').new).toEqual(['      deployments: read']);
  });

  it('leaves nothing to a job that loses its only permission', () => {
    const text = job('permissions:\n  contents: read # why\nsteps: []\n');
    expect(difference(text, 'jobs.build.permissions.contents/removed')).toEqual({
      gone: ['    permissions:', '      contents: read # why'],
      new: ['    permissions: {}'],
    });
  });

  it('removes a block that grants nothing, of a job and of the file', () => {
    expect(ids('permission', `permissions: {}\n${job('permissions: {}\n')}`)).toEqual([
      'permissions/removed',
      'jobs.build.permissions/removed',
    ]);
  });

  it('removes each need, and "needs" with the last one', () => {
    const two = job('needs:\n  - one\n  - two\nsteps: []\n');
    expect(ids('need', two)).toEqual(['jobs.build.needs.one/removed', 'jobs.build.needs.two/removed']);
    expect(difference(two, 'jobs.build.needs.one/removed').gone).toEqual(['      - one']);
    const one = job('needs:\n  - one\nsteps: []\n');
    expect(difference(one, 'jobs.build.needs.one/removed').gone).toEqual(['    needs:', '      - one']);
  });

  it('removes a condition, turns it round, and drops each of its operands', () => {
    const text = job("if: ${{ a && b == 'x' }}\nsteps: []\n");
    expect(ids('condition', text)).toEqual([
      'jobs.build.if/negated',
      'jobs.build.if/removed',
      'jobs.build.if/without-1',
      'jobs.build.if/without-2',
    ]);
    expect(difference(text, 'jobs.build.if/negated').new).toEqual(["    if: ${{ !(a && b == 'x') }}"]);
    expect(difference(text, 'jobs.build.if/without-2').new).toEqual(['    if: ${{ a }}']);
  });

  it('does the same to a folded condition, line by line', () => {
    const text = job('if: >-\n  a &&\n  b &&\n  c\nsteps: []\n');
    expect(difference(text, 'jobs.build.if/removed').gone).toEqual([
      '    if: >-',
      '      a &&',
      '      b &&',
      '      c',
    ]);
    expect(difference(text, 'jobs.build.if/without-2')).toEqual({ gone: ['      b &&'], new: [] });
    expect(difference(text, 'jobs.build.if/without-3')).toEqual({
      gone: ['      b &&', '      c'],
      new: ['      b'],
    });
    expect(difference(text, 'jobs.build.if/negated').new).toEqual(['      !(a &&', '      c)']);
  });

  it('says on which line an operand stands', () => {
    const text = job('if: >-\n  a &&\n  b\nsteps: []\n');
    const lines = mutationsOf(FILE, text).map(({ id, line }) => `${id.replace('demo/jobs.build.', '')} ${line}`);
    expect(lines).toEqual(['if/negated 4', 'if/removed 4', 'if/without-1 5', 'if/without-2 6']);
  });

  it('removes a time limit, and makes it far too short and far too long', () => {
    const text = job('timeout-minutes: 15\n');
    expect(ids('time limit', text)).toEqual([
      'jobs.build.timeout-minutes/1',
      'jobs.build.timeout-minutes/1000',
      'jobs.build.timeout-minutes/removed',
    ]);
  });

  it('removes concurrency, splits its group, cancels what goes on, and shortens its queue', () => {
    const text = job('concurrency:\n  group: deploy\n  cancel-in-progress: false\n  queue: max\n');
    expect(ids('concurrency', text)).toEqual([
      'jobs.build.concurrency/removed',
      'jobs.build.concurrency.group/own',
      'jobs.build.concurrency.cancel-in-progress/true',
      'jobs.build.concurrency.queue/removed',
    ]);
    expect(difference(text, 'jobs.build.concurrency.group/own').new).toEqual([
      '      group: deploy/${{ github.run_id }}',
    ]);
  });

  it('removes and renames an environment, and lets GitHub record a deployment', () => {
    const text = job('environment:\n  name: dev\n  deployment: false\n');
    expect(ids('environment', text)).toEqual([
      'jobs.build.environment/removed',
      'jobs.build.environment.name/other',
      'jobs.build.environment.deployment/true',
    ]);
  });

  it('removes and bends each output of a job', () => {
    const text = job('outputs:\n  digest: ${{ steps.build.outputs.digest }}\nsteps: []\n');
    expect(ids('output', text)).toEqual(['jobs.build.outputs.digest/bent', 'jobs.build.outputs.digest/removed']);
    expect(difference(text, 'jobs.build.outputs.digest/removed').gone).toHaveLength(2);
  });

  it('bends each input of a step, named by its step, and removes those that are texts', () => {
    const text = job(
      'steps:\n  - name: Check it out!\n    uses: some/where@v1\n    with:\n      depth: 1\n      ref: main\n',
    );
    expect(ids('input', text)).toEqual([
      'jobs.build.steps.check-it-out.with.depth/bent',
      'jobs.build.steps.check-it-out.with.ref/bent',
      'jobs.build.steps.check-it-out.with.ref/removed',
    ]);
    expect(difference(text, 'jobs.build.steps.check-it-out.with.depth/bent').new).toEqual(['          depth: 0']);
  });

  it('replaces a value of many lines by one', () => {
    const text = job(
      'steps:\n  - name: Say\n    uses: a/b@v1\n    with:\n      records: |-\n        one\n        two\n    id: say\n',
    );
    expect(difference(text, 'jobs.build.steps.say.with.records/bent')).toEqual({
      gone: ['          records: |-', '            one', '            two'],
      new: ['          records: bent'],
    });
  });

  it('takes ids, variables and folders from steps', () => {
    const text = job(
      'steps:\n  - name: Say\n    id: say\n    working-directory: x\n    env:\n      A: ${{ b }}\n    run: c\n',
    );
    expect([...ids('step id', text), ...ids('variable', text), ...ids('step folder', text)]).toEqual([
      'jobs.build.steps.say.id/removed',
      'jobs.build.steps.say.env.A/bent',
      'jobs.build.steps.say.working-directory/removed',
    ]);
  });

  it('calls another workflow, and keeps back what is passed on', () => {
    const text = job('uses: ./.github/workflows/build.yml\nwith:\n  a: b\nsecrets:\n  KEY: ${{ secrets.KEY }}\n');
    expect(mutationsOf(FILE, text).map(({ id }) => id)).toEqual([
      'demo/jobs.build.uses/other',
      'demo/jobs.build.with.a/bent',
      'demo/jobs.build.with.a/removed',
      'demo/jobs.build.secrets.KEY/removed',
    ]);
  });

  it('bends what a workflow declares', () => {
    const text =
      'on:\n  workflow_call:\n    inputs:\n      to:\n        type: choice\n        options:\n          - a\n          - b\n        required: true\n        default: a\n    outputs:\n      said:\n        value: x\njobs: {}\n';
    expect(mutationsOf(FILE, text).map(({ id }) => id.replace('demo/on.workflow_call.', ''))).toEqual([
      'inputs.to/removed',
      'inputs.to/renamed',
      'inputs.to.options.a/removed',
      'inputs.to.options.b/removed',
      'inputs.to.required/false',
      'inputs.to.default/bent',
      'inputs.to.default/removed',
      'outputs.said/removed',
      'outputs.said.value/bent',
    ]);
  });

  it('removes events, filters and patterns, as long as something is left to start it', () => {
    const text = 'on:\n  push:\n    branches:\n      - main\n      - develop\n  workflow_call: {}\njobs: {}\n';
    expect(ids('trigger', text)).toEqual([
      'on.push/removed',
      'on.push.branches/removed',
      'on.push.branches.main/removed',
      'on.push.branches.develop/removed',
      'on.workflow_call/removed',
    ]);
    expect(ids('trigger', 'on:\n  push:\n    branches:\n      - main\njobs: {}\n')).toEqual([
      'on.push.branches/removed',
    ]);
  });
});
