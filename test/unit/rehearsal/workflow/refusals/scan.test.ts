import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NotRehearsed } from '../../../../../rehearsal/workflow/problems.ts';
import { type Files, type TestWorld, testWorld } from '../world.ts';

const file = (name: string, text: string): Files => ({ [`.github/workflows/${name}.yml`]: text });
const job = (rest: string): string => `jobs:\n  a:\n    runs-on: ubuntu-24.04\n    ${rest}\n`;
const STEP = 'steps: [{ run: "true" }]';

describe('what is not rehearsed', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  const refusal = async (files: Files): Promise<NotRehearsed> => {
    const error = await world.push(files).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!(error instanceof NotRehearsed)) throw new Error(`Nothing was refused: ${String(error)}`);
    return error;
  };

  it('is listed at once, over all files that the push starts, by file and line', async () => {
    const { message } = await refusal({
      ...file(
        'two',
        `on: push\n${job('container: node')}    steps:\n      - { uses: some/one@v1 }\n      - { uses: docker://x }\n`,
      ),
      ...file('one', `on: push\n${job('services: { db: { image: x } }')}    ${STEP}\n`),
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      '.github/workflows/one.yml:5: "services" of a job',
      '.github/workflows/two.yml:5: "container" of a job',
      '.github/workflows/two.yml:7: the action some/one@v1',
      '.github/workflows/two.yml:8: "uses: docker://x", a container,',
    ]);
  });

  it('starts nothing, records no run and tells nobody', async () => {
    await refusal({
      ...file('fine', `on: push\n${job(STEP)}`),
      ...file('other', `on: push\n${job('container: node')}    ${STEP}\n`),
    });
    expect(world.events).toEqual([]);
    expect(world.repository.runs).toEqual([]);
  });

  it('is not seen by continue-on-error, nor by a step or a job that waits for a failure', async () => {
    await refusal(
      file(
        'w',
        `on: push\n${job('steps:')}      - { uses: some/one@v1, continue-on-error: true }\n      - { if: failure(), run: 'echo repaired' }\n  b:\n    needs: a\n    if: failure()\n    runs-on: ubuntu-24.04\n    ${STEP}\n`,
      ),
    );
    expect(world.events).toEqual([]);
  });

  it('is a shell that only a default names, where a step goes by it', async () => {
    await world.close();
    world = await testWorld({ environment: { PATH: '/usr/bin:/bin' } });
    const { message } = await refusal({
      ...file('w', `on: push\ndefaults: { run: { shell: pwsh } }\n${job(STEP)}`),
      ...file('x', `on: push\n${job('defaults: { run: { shell: "pwsh -File {0}" } }')}    ${STEP}\n`),
      ...file('y', `on: push\ndefaults: { run: { shell: pwsh } }\n${job('steps: [{ shell: bash, run: "true" }]')}`),
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      '.github/workflows/w.yml:2: "shell: pwsh"',
      '.github/workflows/x.yml:5: "shell: pwsh"',
    ]);
  });

  it('is found in called workflows, and in those that they call', async () => {
    const call = (path: string) => `jobs:\n  a:\n    uses: ./.github/workflows/${path}.yml\n`;
    const { message } = await refusal({
      ...file('w', `on: push\n${call('middle')}`),
      ...file('middle', `on: workflow_call\n${call('last')}`),
      ...file('last', `on: workflow_call\n${job('container: node')}    ${STEP}\n`),
    });
    expect(message).toContain('.github/workflows/last.yml:5: "container" of a job');
  });

  it('is found behind a file that has something of its own', async () => {
    const { refusals } = await refusal({
      ...file('w', `on: push\n${job('container: node')}    ${STEP}\n  b:\n    uses: ./.github/workflows/last.yml\n`),
      ...file('last', `on: workflow_call\n${job('container: node')}    ${STEP}\n`),
    });
    expect(refusals.map(({ place }) => place?.file)).toEqual(['.github/workflows/last.yml', '.github/workflows/w.yml']);
  });

  it('is looked for in what follows a run, and in what a job may dispatch', async () => {
    const after = `on: { workflow_run: { workflows: [First] } }\n${job('container: node')}    ${STEP}\n`;
    const dispatched = `on: workflow_dispatch\n${job('container: node')}    ${STEP}\n`;
    const { refusals } = await refusal({
      ...file('first', `name: First\non: push\n${job('permissions: { actions: write }')}    ${STEP}\n`),
      ...file('after', after),
      ...file('dispatched', dispatched),
    });
    expect(refusals.map(({ place }) => place?.file)).toEqual([
      '.github/workflows/after.yml',
      '.github/workflows/dispatched.yml',
    ]);
  });

  it('is found in actions of the repository, and in those that they use', async () => {
    const composite = (steps: string) => `runs:\n  using: composite\n  steps:\n    - ${steps}\n`;
    const { message } = await refusal({
      ...file('w', `on: push\n${job('steps:')}      - { uses: ./one }\n      - { uses: ./image }\n`),
      'one/action.yml': composite('{ uses: $/two }\n    - { uses: ./one }'),
      'two/action.yaml': composite('{ uses: some/one@v1 }'),
      'image/Dockerfile': 'FROM scratch\n',
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      '.github/workflows/w.yml:7: "uses: ./image", an action that runs in a container,',
      'two/action.yaml:4: the action some/one@v1',
    ]);
  });

  it('is found in actions that are named at another ref, once, though they use themselves', async () => {
    const uses = (action: string) => `runs: { using: composite, steps: [{ uses: ${action} }, { uses: some/one@v1 }] }`;
    await world.commit({ 'one/action.yml': uses('Acme/shop/one@actions') }, 'actions');
    const { message } = await refusal({
      ...file(
        'w',
        `on: push\n${job('steps:')}      - { uses: acme/shop/one@actions }\n      - { uses: acme/shop@none }\n`,
      ),
      'one/action.yml': uses('./other'),
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      'one/action.yml:1: the action some/one@v1',
    ]);
  });

  it('is found in the Dockerfile of a build', async () => {
    world.standIns.set('docker/build-push-action', async () => ({}));
    const build = 'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a';
    const { message } = await refusal({
      ...file('w', `on: push\n${job('steps:')}      - { uses: ${build}, with: { context: web } }\n`),
      'web/Dockerfile': 'FROM golang:1.25 AS build\nRUN go build ./...\nFROM scratch\nCOPY --from=build /go/app /app\n',
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      'web/Dockerfile:1: the image golang:1.25',
      'web/Dockerfile:2: "RUN go build ./..."',
    ]);
  });

  it('is found in what a Dockerfile installs, and in the base that is handed to it', async () => {
    world.standIns.set('docker/build-push-action', async () => ({}));
    const build = 'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a';
    const look = (base: string) => `      - { uses: ./image-tag, with: { base: '${base}' } }\n`;
    const { message } = await refusal({
      ...file(
        'w',
        `on: push\n${job('steps:')}      - { uses: ${build}, with: { context: web, file: ./web/Dockerfile } }\n${[
          'golang:1.25',
          'python:3.12-slim',
          'europe-docker.pkg.dev/p/r/base:1',
        ]
          .map(look)
          .join('')}`,
      ),
      'image-tag/action.yml': 'runs: { using: composite, steps: [] }',
      'web/Dockerfile': 'FROM docker.io/library/node:22-alpine\nRUN npm ci\nRUN pip3 install -r deps/r.txt\n',
      'web/package-lock.json': '{ "packages": { "node_modules/x": {} } }',
      'web/r.txt': 'flask\n',
    });
    expect(message.split('\n').map((line) => line.split(' is not')[0])).toEqual([
      '.github/workflows/w.yml:7: the image golang:1.25',
      'web/Dockerfile:2: npm ci with packages (node_modules/x, …)',
      'web/Dockerfile:3: an installation without hashes ("flask" in deps/r.txt)',
    ]);
  });

  it('matters only where the event gets to', async () => {
    const runs = await world.push({
      ...file('w', `on: push\npermissions: { contents: read }\n${job(STEP)}`),
      ...file('dispatched', `on: workflow_dispatch\n${job('container: node')}    ${STEP}\n`),
      ...file('other', `on: { push: { branches: [other] } }\n${job('container: node')}    ${STEP}\n`),
    });
    expect(runs.map(({ run }) => run.conclusion)).toEqual(['success']);
  });

  it('leaves a file that GitHub refuses to GitHub', async () => {
    const [result] = await world.push(file('w', 'on: push\njobs:\n  a: { colour: red }\n'));
    expect(result?.run.conclusion).toBe('failure');
  });

  it('ends the rehearsal where it shows only while a job runs, whatever the step says', async () => {
    world.standIns.set('actions/checkout', async () => {
      throw new NotRehearsed('what was asked');
    });
    const text = `on: push\n${job('steps:')}      - { uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, continue-on-error: true }\n      - { run: 'echo on', if: always() }\n`;
    const { message } = await refusal(file('w', text));
    expect(message).toBe(
      '.github/workflows/w.yml:6: what was asked is not rehearsed; remove it or run this part on GitHub.',
    );
    expect(world.events.map(({ kind }) => kind)).not.toContain('step-ended');
    expect(world.events.map(({ kind }) => kind)).not.toContain('run-ended');
  });
});
