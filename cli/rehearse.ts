import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import type { Delivery } from '../domain/delivery.ts';
import { platform } from '../examples/ai-agent-platform/delivery.ts';
import { DURATIONS } from '../rehearsal/administrator.ts';
import { PROCESS_LIMITS } from '../rehearsal/cluster/kubelet/process/process-runtime.ts';
import { demoStory } from '../rehearsal/story/demo.ts';
import { Narrator } from '../rehearsal/story/narrator.ts';
import { tell } from '../rehearsal/story/story.ts';
import { deploymentTable } from '../rehearsal/story/table.ts';
import { worldStage } from '../rehearsal/story/world-stage.ts';
import { startWorld, type World } from '../rehearsal/world.ts';
import { generatedFiles } from './generated-files.ts';
import { repositoryRoot } from './repository-files.ts';

/** Rehearses the demo's delivery from a feature branch to production and back. @returns 0 only when the whole story went as it must. */
export async function rehearse(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { approve: { type: 'boolean', default: false } } });
  const narrator = new Narrator(
    { write: (text) => process.stdout.write(text), columns: process.stdout.isTTY ? process.stdout.columns : undefined },
    Date.now,
  );
  const python = hasPython();
  const delivery = python ? platform : withoutPython(platform);
  narrator.say(
    python
      ? `Rehearsing ${delivery.services.map(({ name }) => name).join(' and ')}: the generated workflows, unchanged, on this machine.`
      : 'There is no Python with venv and pip here, so the dashboard is rehearsed alone.',
  );
  for (const limit of PROCESS_LIMITS) narrator.say(`  ${limit}`);
  narrator.say(
    `  Set per environment: ${Object.entries(DURATIONS)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}; the kubelet's back-off starts at 1 s.`,
  );

  const summaries = join(mkdtempSync(join(tmpdir(), 'sluice-rehearsal-')));
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sluice');
  mkdirSync(cache, { recursive: true });
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    values.approve ? async () => true : (environment) => ask(narrator, environment),
  );
  const stop = async (code: number): Promise<never> => {
    narrator.rest();
    await world?.close();
    process.exit(code);
  };
  process.once('SIGINT', () => void stop(130));
  process.once('SIGTERM', () => void stop(143));
  try {
    world = await startWorld({
      delivery,
      checkout: repositoryRoot(),
      folder: summaries,
      cache,
      ...(python ? {} : { replaced: new Map(generatedFiles(delivery).map(({ path, content }) => [path, content])) }),
      listener(event) {
        narrator.hear(event);
        if (event.kind === 'job-waiting' && event.reason.for === 'reviewers')
          stage.waiting(event.run, event.reason.environment);
      },
      log: (sentence) => narrator.say(`  ${sentence}`),
    });
    const scenes = await tell(demoStory(delivery.services.map(({ name }) => name)), stage, ({ title }, number) =>
      narrator.say(`\n${number} · ${title}`),
    );
    narrator.say(`\n${deploymentTable(scenes, secondsOf(world))}`);
    narrator.say(`\nLogs and job summaries: ${join(summaries, 'runs')}`);
    const problems = scenes.flatMap((scene) => scene.problems);
    for (const problem of problems) narrator.say(`✗ ${problem}`);
    narrator.say(
      problems.length === 0 ? '\nThe whole story went as it must.' : '\nThe story stopped: it did not go as it must.',
    );
    return problems.length === 0 ? 0 : 1;
  } finally {
    await world?.close();
    rmSync(join(summaries, 'repository.git'), { recursive: true, force: true });
  }
}

const hasPython = (): boolean => spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;

const withoutPython = (delivery: Delivery): Delivery => ({
  ...delivery,
  services: delivery.services
    .filter(({ test }) => test.runtime !== 'python')
    .map((service) => ({ ...service, calls: [] })),
  tiers: delivery.tiers.map((tier) => ({ ...tier, verify: undefined })),
});

const secondsOf =
  ({ repository }: World) =>
  (record: number): number => {
    const deployment = repository.deployments.find(({ id }) => id === record);
    const end = deployment?.statuses.at(-1)?.createdAt;
    return deployment === undefined || end === undefined
      ? 0
      : (Date.parse(end) - Date.parse(deployment.createdAt)) / 1000;
  };

async function ask(narrator: Narrator, environment: string): Promise<boolean> {
  narrator.rest();
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(`  Approve ${environment}? [y/N] `), ended]);
  terminal.close();
  const approved = /^y(es)?$/i.test(answer.trim());
  if (!approved) narrator.say(`  Not approved. In a script: npm start -- --approve`);
  return approved;
}
