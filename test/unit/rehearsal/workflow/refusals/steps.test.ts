import { describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../../catalogue/lock.ts';
import type { StandIn } from '../../../../../rehearsal/runner/stand-in.ts';
import { parse } from '../../../../../rehearsal/workflow/parse.ts';
import { readDefinition } from '../../../../../rehearsal/workflow/read-definition.ts';
import type { Equipment } from '../../../../../rehearsal/workflow/refusals/check.ts';
import { refusalsOf } from '../../../../../rehearsal/workflow/refusals/scan.ts';
import { shellRefusals } from '../../../../../rehearsal/workflow/refusals/shells.ts';

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const standIn: StandIn = async () => ({});

const equipment: Equipment = {
  standIns: new Map([
    ['actions/checkout', standIn],
    ['google-github-actions/get-gke-credentials', standIn],
  ]),
  repository: { owner: 'acme', name: 'shop' },
};

const read = async (steps: string) => {
  const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;
  return readDefinition('w.yml', await parse('w.yml', text)).definition;
};

const nothing = async () => undefined;

/** What is said of these steps, the first of them on line 6, without the general advice. */
const said = async (steps: string) =>
  (await refusalsOf(await read(steps), nothing, equipment)).map(({ what, place }) => `${place?.line}: ${what}`);

describe('steps that are not rehearsed', () => {
  it('are those with a shell that this machine lacks and GitHub’s has; Windows’ own fail there too', async () => {
    const shells = ['pwsh', 'pwsh -File {0}', 'bash', 'cmd', 'powershell', 'python', 'perl {0}'];
    const { jobs } = await read(shells.map((shell) => `- { shell: "${shell}", run: x }`).join('\n'));
    const steps = jobs.flatMap((job) => (job.kind === 'steps' ? job.steps : []));
    const refused = (...programs: readonly string[]) =>
      steps.flatMap((step) => shellRefusals(step, (name) => programs.includes(name))).map(({ place }) => place?.line);
    expect(refused('bash')).toEqual([6, 7]);
    expect(refused('bash', 'pwsh')).toEqual([]);
    expect(refused('pwsh')).toEqual([8]);
  });

  it('are those with an action without a stand-in, or of another version than it stands in for', async () => {
    const uses = [`actions/checkout@${SHA}`, 'actions/checkout@v7', 'actions/checkout@v7.0', 'actions/checkout@v7.0.1'];
    expect(await said(uses.map((one) => `- uses: ${one}`).join('\n'))).toEqual([]);
    expect(
      await said(
        `- uses: actions/checkout@v70\n- uses: actions/checkout@main\n- uses: some/one/deep@v1\n- uses: docker://x`,
      ),
    ).toEqual([
      '6: actions/checkout at "v70"',
      '7: actions/checkout at "main"',
      '8: the action some/one/deep@v1',
      '9: "uses: docker://x", a container,',
    ]);
  });

  it('are not those with an action of the repository itself, at any version', async () => {
    expect(await said('- uses: Acme/shop/actions/x@v1\n- uses: ./x\n- uses: $/x')).toEqual([]);
  });

  it('are those without an input that the real action requires: what it would do is its own business', async () => {
    const action = 'google-github-actions/get-gke-credentials';
    const uses = `${action}@${LOCK.actions[action]?.sha}`;
    expect(await said(`- uses: ${uses}\n- { uses: "${uses}", with: { Cluster_Name: x } }`)).toEqual([
      `6: ${action} without its input "cluster_name"`,
    ]);
  });

  it('are those that wait for a step that is not in the background, or cancel it', async () => {
    const steps = `- { id: one, run: echo }\n- { id: two, background: true, run: echo }\n- wait: [one, two]\n- cancel: one\n- cancel: two`;
    expect(await said(steps)).toEqual([
      '8: "wait: one", which is no background step,',
      '9: "cancel: one", which is no background step,',
    ]);
  });

  it('are those of a group with an id that another step has', async () => {
    expect(await said('- { id: one, run: echo }\n- parallel:\n    - { id: One, run: echo }')).toEqual([
      '8: the id "One" of two steps, one of them in a "parallel" group,',
    ]);
  });

  it('are found in actions of the repository, in what those use, and once', async () => {
    const files: Readonly<Record<string, string>> = {
      'one/action.yml':
        'runs:\n  using: composite\n  steps:\n    - uses: ./two\n    - uses: ./one/\n    - uses: $/three',
      'two/action.yaml': 'runs:\n  using: composite\n  steps:\n    - uses: some/one@v1',
      'three/Dockerfile': 'FROM x',
      'four/action.yml': 'runs: { using: docker, image: Dockerfile }',
      'five/action.yml': 'not: [an action',
    };
    const workflow = await read('- uses: ./one\n- uses: $/one\n- uses: ././four\n- uses: ./five\n- uses: ./none');
    const found = await refusalsOf(workflow, async (path) => files[path], equipment);
    expect(found.map(({ what, place }) => `${place?.file}:${place?.line} ${what}`).sort()).toEqual([
      'one/action.yml:6 "uses: $/three", an action that runs in a container,',
      'two/action.yaml:4 the action some/one@v1',
      'w.yml:8 "uses: ././four", an action that runs in a container,',
    ]);
  });
});
