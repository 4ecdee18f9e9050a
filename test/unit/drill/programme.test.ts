import { describe, expect, it } from '@jest/globals';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import type { Role } from '../../../rehearsal/story/role.ts';
import type { JobStatement } from '../../../rehearsal/story/statement.ts';
import type { Act, Story } from '../../../rehearsal/story/story.ts';
import { mutationsOf } from '../../drill/mutations/enumerate.ts';
import type { Mutation } from '../../drill/mutations/mutation.ts';
import { programme } from '../../drill/play/programme.ts';
import { callsOf, placesOf } from '../../drill/play/reach.ts';

const DEPLOY = `on:
  push: {}
  workflow_dispatch:
    inputs:
      to:
        default: a
jobs:
  build:
    uses: ./.github/workflows/build.yml
  roll-out:
    needs:
      - build
    runs-on: x
    timeout-minutes: 5
    steps:
      - name: Say
        run: x
        working-directory: y
`;
const BUILD = `on:
  workflow_call:
    inputs:
      to:
        default: a
jobs:
  image:
    runs-on: x
    timeout-minutes: 5
`;
const files = new Map([
  ['.github/workflows/deploy.yml', DEPLOY],
  ['.github/workflows/build.yml', BUILD],
]);
const calls = callsOf(files);
const all = [...files].flatMap(([path, text]) => mutationsOf(path, text));
const mutation = (id: string): Mutation => {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
};

interface Sketch {
  readonly name: string;
  readonly acts: readonly Partial<Record<string, JobStatement['result']>>[];
  readonly company?: Story['company'];
  readonly cast?: readonly Role[];
  readonly deed?: Act['deeds'][number];
}

const PUSH: Act['deeds'][number] = { do: 'push', branch: 'main', from: 'main', message: 'x', changes: [] };

const story = ({ name, acts, company, cast, deed = PUSH }: Sketch): Story => ({
  name,
  line: name,
  visibility: 'public',
  ...(company === undefined ? {} : { company }),
  acts: () =>
    acts.map((jobs) => ({
      title: name,
      branch: 'main',
      deeds: [deed],
      ...(cast === undefined ? {} : { cast }),
      states: {
        runs: [
          {
            file: 'deploy.yml',
            event: 'push',
            conclusion: 'success' as const,
            jobs: Object.fromEntries(Object.entries(jobs).map(([path, result = 'success']) => [path, { result }])),
          },
        ],
        records: [],
        served: [],
      },
    })),
});

const played = (id: string, ...stories: readonly Story[]): string[] =>
  programme(mutation(id), stories, platform, calls).map(({ name }) => name);

const STEP = 'deploy/jobs.roll-out.steps.say.working-directory/removed';
const LIMIT = 'deploy/jobs.roll-out.timeout-minutes/1';

const dispatchOf = (workflow: string): Act['deeds'][number] => ({
  do: 'dispatch',
  workflow,
  branch: 'main',
  inputs: {},
});

describe('stories that are played for a mutation', () => {
  it('dispatch the file, where an input of its dispatches is bent: nobody else is asked for it', () => {
    const pushed = story({ name: 'pushed', acts: [{ 'roll-out': 'success' }] });
    const asked = story({ name: 'asked', acts: [{ 'roll-out': 'success' }], deed: dispatchOf('deploy.yml') });
    const other = story({ name: 'other', acts: [{}], deed: dispatchOf('rollback.yml') });
    expect(played('deploy/on.workflow_dispatch.inputs.to/removed', pushed, asked, other)).toEqual(['asked']);
  });

  it('finds a job of a called workflow in the file that it stands in', () => {
    expect(placesOf('deploy.yml', 'build / image', calls)).toEqual([
      { file: 'deploy.yml', job: 'build' },
      { file: 'build.yml', job: 'image' },
    ]);
    expect(placesOf('deploy.yml', 'roll-out (one, two)', calls)).toEqual([{ file: 'deploy.yml', job: 'roll-out' }]);
  });

  it('leaves out those in which nothing of the job happens', () => {
    const builds = story({ name: 'builds', acts: [{ 'build / image': 'success' }] });
    expect(played(LIMIT, builds)).toEqual([]);
    expect(played('build/jobs.image.timeout-minutes/1', builds)).toEqual(['builds']);
  });

  it('plays a story that states that the job is skipped, but not for what only its runner sees', () => {
    const skips = story({ name: 'skips', acts: [{ 'roll-out': 'skipped' }] });
    expect(played(LIMIT, skips)).toEqual(['skips']);
    expect(played(STEP, skips)).toEqual([]);
  });

  it('does not play stand-ins for what only a runner sees', () => {
    const acts = [{ 'roll-out': 'success' }] as const;
    const standIns = story({ name: 'stand-ins', acts, company: 'stand-ins' });
    const hangs = story({ name: 'hangs', acts, cast: [{ job: 'roll-out', plays: 'hangs' }] });
    const held = { job: 'roll-out', plays: 'is held', until: { job: 'build', is: 'ended' } } as const;
    expect(played(STEP, standIns, hangs)).toEqual([]);
    expect(played(LIMIT, standIns, hangs)).toEqual(['stand-ins', 'hangs']);
    expect(played(STEP, story({ name: 'held', acts, cast: [held] }))).toEqual(['held']);
    expect(played(STEP, story({ name: 'held', acts, cast: [held], company: 'stand-ins' }))).toEqual([]);
    const itself = { job: 'roll-out', plays: 'itself' } as const;
    expect(played(STEP, story({ name: 'itself', acts, cast: [itself], company: 'stand-ins' }))).toEqual(['itself']);
  });

  it('plays stand-ins for steps for it, which are told what they are given', () => {
    const acts = [{ 'roll-out': 'success' }] as const;
    const told = (name: string, ...cast: readonly Role[]): Story =>
      story({ name, acts, cast, company: 'stand-ins for steps' });
    const fails = { job: 'roll-out', plays: 'fails', says: 'x' } as const;
    const stories = [
      told('alone'),
      told('passes', { job: 'roll-out', plays: 'passes' }),
      told('step', { ...fails, step: 'x' }),
      told('whole', fails),
    ];
    expect(played(STEP, ...stories)).toEqual(['alone', 'passes', 'step']);
  });

  it('plays those first that get there with the least work', () => {
    const late = story({ name: 'a-late', acts: [{ 'build / image': 'success' }, { 'roll-out': 'success' }] });
    const early = story({ name: 'b-early', acts: [{ 'roll-out': 'success' }, { 'build / image': 'success' }] });
    expect(played(LIMIT, late, early)).toEqual(['b-early', 'a-late']);
  });

  it('plays whatever may start a file for what holds for the whole file', () => {
    const elsewhere = story({ name: 'elsewhere', acts: [{}] });
    const inputs = { workflow: 'other.yml', branch: 'main', inputs: {} } as const;
    const dispatched = story({ name: 'dispatched', acts: [{}], deed: { do: 'dispatch', ...inputs } });
    expect(played('build/on.workflow_call.inputs.to/removed', elsewhere, dispatched)).toEqual(['elsewhere']);
  });
});
