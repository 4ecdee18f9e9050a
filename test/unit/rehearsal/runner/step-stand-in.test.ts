import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostedRunner } from '../../../../rehearsal/runner/runner.ts';
import type { StepStandIn } from '../../../../rehearsal/runner/step-stand-in.ts';
import { jobOf, type TestWorld, testWorld } from '../workflow/world.ts';

const ACTION = `name: A
description: a
inputs:
  given: { default: by nobody }
  other:
    default: of \${{ github.ref_name }}
runs: { using: node24, main: main.js }
`;

describe('steps that somebody stands in for', () => {
  const stepStandIn: StepStandIn = { outputs: { what: 'one' }, secrets: { token: 'nobody-reads-this' } };
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld({ runner: (job, request) => hostedRunner(job, { ...request, stepStandIn }) });
  });
  afterAll(() => world.close());

  const job = async (text: string, outputs = '{}') => {
    const steps = text.replace(/^/gm, '      ');
    const result = await world.run(
      `name: W\non: push\njobs:\n  a:\n    runs-on: x\n    outputs: ${outputs}\n    steps:\n${steps}\n`,
      { 'own/action.yml': ACTION },
    );
    const record = jobOf(result, 'a');
    return { record, log: readFileSync(record.logFile, 'utf8') };
  };

  it('are not run, and succeed', async () => {
    const { record, log } = await job('- run: exit 1\n- uses: ./own');
    expect(record.result).toBe('success');
    expect(log).toMatch(/^##\[group\]Run exit 1$/m);
  });

  it('are told what they are given, with the defaults of an action that nobody has checked out', async () => {
    const { log } = await job('- uses: ./own\n  with: { given: "${{ github.event_name }}" }\n  env: { E: x }');
    expect(log).toMatch(/^ {2}given: push$/m);
    expect(log).toMatch(/^ {2}other: of main$/m);
    expect(log).toMatch(/^ {2}E: x$/m);
  });

  it('leave their outputs to steps and to the job, and secrets among them to no log', async () => {
    const { record, log } = await job(
      '- { id: one, run: x }\n- if: steps.one.outputs.what != \'one\'\n  run: never\n- run: y\n  env: { T: "${{ steps.one.outputs.token }}" }',
      '{ what: "${{ steps.one.outputs.what }}" }',
    );
    expect(record.outputs).toEqual({ what: 'one' });
    expect(record.steps.map(({ result }) => result.conclusion)).toEqual(['success', 'skipped', 'success']);
    expect(log).toMatch(/^ {2}T: \*\*\*$/m);
    expect(log).not.toContain('nobody-reads-this');
  });

  it('fail where one is meant to, and the others are played as after any failure', async () => {
    const world = await testWorld({
      runner: (job, request) =>
        hostedRunner(job, {
          ...request,
          stepStandIn: { ...stepStandIn, failure: { isMeant: (run) => run === 'two', says: 'It is broken.' } },
        }),
    });
    try {
      const steps = ['- run: one', '- run: two', '- run: three', '- { run: four, if: always() }'];
      const text = `name: W\non: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      ${steps.join('\n      ')}\n`;
      const record = jobOf(await world.run(text), 'a');
      expect(record.steps.map(({ result }) => result.conclusion)).toEqual(['success', 'failure', 'skipped', 'success']);
      expect(record.annotations.map(({ message }) => message)).toEqual(['It is broken.']);
    } finally {
      await world.close();
    }
  });

  it('fail when the commit has no such action, or what they are given cannot be evaluated', async () => {
    const { record } = await job('- uses: ./nowhere\n- run: x\n  env: { E: "${{ fromJSON(\'{\') }}" }');
    expect(record.result).toBe('failure');
    expect(record.annotations.map(({ message }) => message).join()).toContain('There is no action ./nowhere');
  });
});
