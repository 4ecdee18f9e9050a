import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionContract } from '../../domain/action-contract.ts';
import { parseCommandFile } from './command-file.ts';
import type { FakeGitHub, FakeRun } from './fake-github.ts';
import { finish } from './machine/command.ts';
import { stepEnvironment } from './runner-environment.ts';

const DIST = join(import.meta.dirname, '../../actions/dist');

/** One step with `uses:` of one of our actions. */
export interface ActionStep {
  readonly contract: ActionContract;
  /** `with:` of the step; what is left out gets the contract's default. */
  readonly with: Readonly<Record<string, string>>;
  readonly github: FakeGitHub;
  readonly run: FakeRun;
  /** Set by an earlier step through GITHUB_ENV, as the step that gets a cluster's credentials does. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the workspace, which is empty otherwise. */
  readonly workspace?: Readonly<Record<string, string>>;
  /** Called when the process runs, with a way to send it signals, as the runner does when a run is cancelled. */
  readonly onStart?: (signal: (name: NodeJS.Signals) => void) => void;
  /** `post` runs the action's post step, with what the main step saved. */
  readonly stage?: { readonly kind: 'post'; readonly state: Readonly<Record<string, string>> };
}

/** What came of it. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** Markdown of the job summary. */
  readonly summary: string;
  /** Both outputs of the process. */
  readonly log: string;
  readonly seconds: number;
}

/** Runs a bundled action as GitHub's runner does: the bundle alone in a private folder without any node_modules in reach, an
 *  empty workspace as working directory, exactly the runner's variables, standard input closed. */
export async function runAction(step: ActionStep): Promise<StepResult> {
  const { contract, github, run } = step;
  if (!existsSync(join(DIST, `${contract.name}.mjs`))) {
    throw new Error(`There is no ${contract.name}.mjs in ${DIST}. Build the bundles with: npm run build`);
  }
  const root = await mkdtemp(join(tmpdir(), `sluice-${contract.name}-`));
  try {
    const place = (name: string): string => join(root, name);
    const workspace = place('work/scenario/scenario');
    for (const folder of [workspace, place('temp'), place('tools'), place('home'), place('files')]) {
      await mkdir(folder, { recursive: true });
    }
    await cp(DIST, place('actions/dist'), { recursive: true });
    const files = { output: '', state: '', summary: '', env: '', path: '' };
    for (const name of Object.keys(files) as (keyof typeof files)[]) {
      files[name] = place(`files/${name}`);
      await writeFile(files[name], '');
    }
    await writeFile(place('event.json'), JSON.stringify({ ref: `refs/heads/${github.branch}`, after: github.sha }));
    for (const [name, content] of Object.entries(step.workspace ?? {})) await writeFile(join(workspace, name), content);
    const variables = stepEnvironment(
      {
        api: github.url,
        owner: github.owner,
        repository: github.name,
        repositoryId: github.id,
        actor: 'octocat',
        branch: github.branch,
        sha: github.sha,
        runId: run.id,
        runNumber: run.number,
        runAttempt: 1,
        job: 'deploy',
        actionPath: place(`actions/${contract.name}`),
        workspace,
        temporary: place('temp'),
        toolCache: place('tools'),
        files,
        eventPath: place('event.json'),
      },
      inputsOf(step),
      step.stage?.state ?? {},
    );
    // PATH and HOME are the runner machine's own, not the runner's; they are set so that nothing of this machine is found.
    const env = { PATH: '/usr/bin:/bin', HOME: place('home'), ...step.env, ...variables };
    const start = performance.now();
    const ended = await finish(process.execPath, [place(`actions/dist/${contract.name}.mjs`)], {
      cwd: workspace,
      env,
      ...(step.onStart === undefined ? {} : { onStart: step.onStart }),
    });
    const seconds = (performance.now() - start) / 1000;
    return {
      exitCode: ended.code,
      outputs: parseCommandFile(await readFile(files.output, 'utf8')),
      state: parseCommandFile(await readFile(files.state, 'utf8')),
      summary: await readFile(files.summary, 'utf8'),
      log: `${ended.stdout}${ended.stderr}`,
      seconds,
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Inputs with the defaults of action.yml, which the runner fills in. */
function inputsOf({ contract, with: given, run }: ActionStep): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(contract.inputs, name));
  if (unknown.length > 0) throw new Error(`${contract.name} has no input ${unknown.join(', ')}.`);
  return Object.fromEntries(
    Object.entries(contract.inputs).map(([name, spec]) => [
      name,
      (given[name] ?? spec.default ?? '').replace('${{ github.token }}', run.token),
    ]),
  );
}
