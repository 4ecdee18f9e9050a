import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotRehearsed } from '../../../../../rehearsal/workflow/problems.ts';
import { refusalsOf as allRefusalsOf } from '../../../../../rehearsal/workflow/refusals/scan.ts';
import { definitionOf } from '../definitions.ts';
import { type TestWorld, testWorld } from '../world.ts';

const equipment = { repository: { owner: 'acme', name: 'shop' }, ownRunners: new Set(['own']), standIns: new Map() };

/** What is not rehearsed of a job whose lines begin at line 4. */
const refusalsOf = async (lines: string): Promise<readonly string[]> => {
  const definition = await definitionOf(`on: push\njobs:\n  a:\n${lines.replace(/^/gm, '    ')}\n`);
  const refusals = await allRefusalsOf(definition, async () => undefined, equipment);
  return refusals.map(({ what, place }) => `${place?.line}: ${what}`);
};
const STEPS = 'steps: [{ run: "true" }]';

describe('what a file says and the rehearsal does not do', () => {
  it.each([
    ['container: node', ['5: "container" of a job']],
    ['container: { image: node }', ['5: "container" of a job']],
    ['container: "${{ matrix.image }}"', ['5: "container" of a job']],
    ["container: ''", []],
    ['services: { db: { image: x } }', ['5: "services" of a job']],
    ['services: {}', []],
    ['snapshot: image', ['5: "snapshot" of a job']],
    ['snapshot: { image-name: image, version: 1.* }', ['5: "snapshot" of a job']],
    ['continue-on-error: true', []],
    ['cancel-timeout-minutes: 2', []],
  ])('is found by its name and line before anything runs: %s', async (key, expected) => {
    expect(await refusalsOf(`runs-on: ubuntu-latest\n${key}\n${STEPS}`)).toEqual(expected);
  });

  it('is found where it is written: a group below its runs-on', async () => {
    const found = await refusalsOf(`runs-on:\n  labels: own\n  group: large\n${STEPS}`);
    expect(found).toEqual(['6: "runs-on" with a group of runners']);
  });

  it.each([
    ['ubuntu-latest', undefined],
    ['Ubuntu-24.04', undefined],
    ['ubuntu-24.04-arm', undefined],
    ['ubuntu-slim', undefined],
    ['[own]', undefined],
    ['OWN', undefined],
    ['windows-2025', '"runs-on: windows-2025", which is Windows,'],
    ['[macos-latest]', '"runs-on: macos-latest", which is macOS,'],
    ['ubuntu-20.04', '"runs-on: ubuntu-20.04", a runner that GitHub does not host,'],
    ['[self-hosted, own]', '"runs-on: self-hosted", a runner that GitHub does not host,'],
    ['{ group: large }', '"runs-on" with a group of runners'],
    ['{ labels: gpu }', '"runs-on: gpu", a runner that GitHub does not host,'],
    ['{ labels: [ubuntu-latest] }', undefined],
  ])('is another machine than this one: runs-on: %s', async (runsOn, what) => {
    const found = await refusalsOf(`runs-on: ${runsOn}\n${STEPS}`);
    expect(found).toEqual(what === undefined ? [] : [`4: ${what}`]);
  });

  it('is a machine that only the matrix names', async () => {
    const matrix =
      'strategy: { matrix: { os: [ubuntu, windows], v: [latest, "2022"], exclude: [{ os: ubuntu, v: "2022" }] } }';
    expect(await refusalsOf(`${matrix}\nruns-on: "\${{ matrix.os }}-\${{ matrix.v }}"\n${STEPS}`)).toEqual([
      '5: "runs-on: windows-latest", which is Windows,',
      '5: "runs-on: windows-2022", which is Windows,',
    ]);
    const include = 'strategy: { matrix: { include: [{ os: macos-15 }, { os: ubuntu-latest }] } }';
    expect(await refusalsOf(`${include}\nruns-on: ["\${{ matrix.os }}"]\n${STEPS}`)).toEqual([
      '5: "runs-on: macos-15", which is macOS,',
    ]);
  });

  it('is not guessed where more than the matrix decides', async () => {
    expect(await refusalsOf(`runs-on: "\${{ inputs.os || 'windows-latest' }}"\n${STEPS}`)).toEqual([]);
    const dynamic = 'strategy: { matrix: { os: "${{ fromJSON(vars.OS) }}" } }';
    expect(await refusalsOf(`${dynamic}\nruns-on: "\${{ matrix.os }}"\n${STEPS}`)).toEqual([]);
  });

  it('is a status function that is given names of jobs', async () => {
    const asking = (condition: string) => refusalsOf(`if: ${condition}\nruns-on: own\n${STEPS}`);
    expect(await asking(`"\${{ !failure( 'b' ) || Success('b', 'c') }}"`)).toEqual([
      '4: failure() with names of jobs in "if"',
      '4: success() with names of jobs in "if"',
    ]);
    expect(await asking(`failure() || contains('success(', github.ref)`)).toEqual([]);
  });

  it('is a workflow of another repository, not one of this', async () => {
    expect(await refusalsOf('uses: o/r/.github/workflows/x.yml@v1')).toEqual([
      '4: "o/r/.github/workflows/x.yml@v1", a workflow of another repository,',
    ]);
    expect(await refusalsOf('uses: ACME/shop/.github/workflows/x.yml@v1')).toEqual([]);
  });
});

describe('a workflow that is not rehearsed', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('names everything at once, in the files that it calls, too', async () => {
    const event = await world.commit({
      '.github/workflows/w.yml': `on: push
jobs:
  a: { runs-on: windows-2025, container: node, steps: [{ run: "true" }] }
  b: { uses: ./.github/workflows/c.yml }
`,
      '.github/workflows/c.yml':
        'on: workflow_call\njobs: { c: { runs-on: gpu, steps: [{ run: "true" }] }, d: { uses: o/r/.github/workflows/x.yml@v1 } }\n',
    });
    const error: unknown = await world.engine.trigger(event).catch((caught: unknown) => caught);
    expect(
      error instanceof NotRehearsed ? error.refusals.map(({ place, what }) => [place?.file, place?.line, what]) : [],
    ).toEqual([
      ['.github/workflows/c.yml', 2, '"runs-on: gpu", a runner that GitHub does not host,'],
      ['.github/workflows/c.yml', 2, '"o/r/.github/workflows/x.yml@v1", a workflow of another repository,'],
      ['.github/workflows/w.yml', 3, '"container" of a job'],
      ['.github/workflows/w.yml', 3, '"runs-on: windows-2025", which is Windows,'],
    ]);
  });

  it('is found in a file of another branch that is called, too', async () => {
    const called = 'on: workflow_call\njobs: { c: { runs-on: gpu, steps: [{ run: "true" }] } }\n';
    await world.commit({ '.github/workflows/old.yml': called }, 'old');
    const event = await world.commit({
      '.github/workflows/w.yml': 'on: push\njobs: { b: { uses: acme/shop/.github/workflows/old.yml@old } }\n',
    });
    await expect(world.engine.trigger(event)).rejects.toThrow('.github/workflows/old.yml:2: "runs-on: gpu"');
  });

  it('shows while it runs where only the run decides, and nobody takes it for a result', async () => {
    const text = `on: push
jobs:
  a: { runs-on: "\${{ vars.OS }}", continue-on-error: true, steps: [{ run: "true" }] }
  b: { needs: a, if: failure(), runs-on: x, steps: [{ run: "true" }] }
`;
    const other = await testWorld();
    other.repository.variables.set('OS', 'windows-2025');
    await expect(other.run(text)).rejects.toThrow('w.yml:3: "runs-on: windows-2025", which is Windows,');
    await other.close();
  });
});
