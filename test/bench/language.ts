import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { type Consumer, consumer, packed } from '../package/consumer.ts';
import { CONFIG } from '../unit/cli/config/config-world.ts';
import { type Bench, median, processorTime, type Row } from './measure.ts';

/** @see https://www.npmjs.com/package/gagen */
const PEER = 'gagen@0.4.0';
const PROGRAMS = join(import.meta.dirname, 'language');
const RUNS = 9;

const RC = `import { Project } from 'projen';
import { SluiceDelivery } from '@sluice-delivery/sluice/projen';
import platform from './sluice.config.ts';

const project = new Project({ name: 'theirs' });
new SluiceDelivery(project, platform);
project.synth();
`;
const MANY = `import { job, run, workflow } from '@sluice-delivery/sluice/workflow';
export const workflows = Array.from({ length: 1000 }, (_, index) => workflow({
  path: \`.github/workflows/w\${index}.yml\`, name: \`W \${index}\`, source: 'sluice.config.ts > workflows', on: { push: true },
  jobs: [job({ id: 'a', name: 'A', source: 'sluice.config.ts > workflows', runsOn: 'ubuntu-24.04', timeoutMinutes: 5, steps: [run({ name: 'Say', run: 'true' })] })],
}));
`;

/** The packed package as somebody has it who writes workflows by its language, beside another generator; and its command. */
export async function languageBench(): Promise<readonly Bench[]> {
  const peer = installedPeer();
  if (peer === undefined) {
    console.log(`Workflows by the language: ${PEER} cannot be installed here to compare with.\n`);
    return [];
  }
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-language-'));
  const user = consumer({
    'package.json': '{"type":"module"}',
    'api/Dockerfile': 'FROM python:3.12-slim\n',
    'api/requirements.txt': '',
  });
  try {
    user.npm('install', '--offline', '--no-audit', '--no-fund', packed(scratch));
    user.borrow('projen', 'constructs');
    symlinkSync(peer, join(user.root, 'node_modules', 'gagen'));
    for (const name of ['ours', 'gagen']) {
      copyFileSync(join(PROGRAMS, `${name}.js`), join(user.root, `${name}.js`));
      copyFileSync(join(PROGRAMS, `${name}.js`), join(user.root, `${name}-typed.ts`));
    }
    return [
      { name: `Workflows by the language against ${PEER}`, rows: peerRows(user, scratch) },
      { name: 'The command and the door of projen', rows: doorRows(user) },
    ];
  } finally {
    user.discard();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function peerRows(user: Consumer, scratch: string): readonly Row[] {
  const folder = (name: string) => join(scratch, name);
  const times = (program: (name: string) => string, count: number, runs: number) =>
    alternating(
      () => processorTime([join(user.root, program('ours')), folder('ours'), String(count)]),
      () => processorTime([join(user.root, program('gagen')), folder('gagen'), String(count)]),
      runs,
    );
  const js = times((name) => `${name}.js`, 4, RUNS);
  const ts = times((name) => `${name}-typed.ts`, 4, RUNS);
  const many = times((name) => `${name}.js`, 1002, 5);
  const reports = { ours: [] as Report[], peer: [] as Report[] };
  for (let run = 0; run < 5; run += 1) {
    reports.ours.push(inProcess(user, 'ours.js'));
    reports.peer.push(inProcess(user, 'gagen.js'));
  }
  const of = (side: 'ours' | 'peer', what: keyof Report) => median(reports[side].map((report) => report[what]));
  return [
    { label: '4 workflows, .js, processor', ...js, unit: 'ms', limit: 1 },
    { label: '4 workflows, .ts, processor', ...ts, unit: 'ms', limit: 1 },
    { label: '1,002 workflows, processor', ...many, unit: 'ms', limit: 0.8 },
    {
      label: '1,000 × 4 jobs × 8 steps, processor',
      ours: of('ours', 'processor'),
      peer: of('peer', 'processor'),
      unit: 'ms',
      limit: 0.5,
    },
    {
      label: 'the same, peak memory',
      ours: of('ours', 'megabytes'),
      peer: of('peer', 'megabytes'),
      unit: 'MB',
      limit: 1,
    },
    { label: 'the same, against the budget', ours: of('ours', 'megabytes'), peer: 90, unit: 'MB', limit: 1 },
  ];
}

function doorRows(user: Consumer): readonly Row[] {
  const node = (...args: readonly string[]) => processorTime(args, { PATH: process.env['PATH'] ?? '' });
  const command = join(user.root, 'node_modules/@sluice-delivery/sluice/bin/sluice.cjs');
  user.write('empty.mjs', '');
  const help = alternating(
    () => node(command, '--help'),
    () => node(join(user.root, 'empty.mjs')),
    RUNS,
  );
  const cwd = process.cwd();
  process.chdir(user.root);
  try {
    user.write('sluice.config.ts', CONFIG);
    user.write('rc.ts', RC);
    user.write('bare.mjs', "import 'projen';\n");
    const door = alternating(
      () => node('rc.ts'),
      () => node('bare.mjs'),
      5,
    );
    user.write('sluice.config.ts', `${MANY}${CONFIG}`);
    execFileSync(process.execPath, [command, 'synth'], { stdio: 'ignore' });
    const checks: number[] = [];
    for (let run = 0; run < 3; run += 1) checks.push(node(command, 'check'));
    return [
      { label: 'sluice --help against an empty script', ...help, unit: 'ms', limit: 3 },
      { label: "by projen, against import 'projen'", ...door, unit: 'ms', limit: 1.2 },
      { label: 'sluice check, 1,000 workflows', ours: median(checks), peer: 1000, unit: 'ms', limit: 1 },
    ];
  } finally {
    process.chdir(cwd);
  }
}

interface Report {
  readonly megabytes: number;
  readonly processor: number;
}

const inProcess = (user: Consumer, program: string): Report =>
  JSON.parse(execFileSync(process.execPath, [join(user.root, program), '-', '1000'], { encoding: 'utf8' })) as Report;

function alternating(
  ours: () => number,
  peer: () => number,
  runs: number,
): { readonly ours: number; readonly peer: number } {
  const [one, other]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    one.push(ours());
    other.push(peer());
  }
  return { ours: median(one), peer: median(other) };
}

/** Kept between runs; `undefined` where it cannot be had. */
function installedPeer(): string | undefined {
  const folder = join(cacheFolder(process.env), 'gagen-0.4.0');
  const installed = join(folder, 'node_modules', 'gagen');
  if (!existsSync(installed)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', PEER], {
        cwd: folder,
        stdio: 'ignore',
      });
    } catch {
      return undefined;
    }
  }
  return existsSync(installed) ? installed : undefined;
}
