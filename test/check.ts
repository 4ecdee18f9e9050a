import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Programs that it needs, and what to do where they are not on this machine. Only on CI is that a failure: there they are
   *  installed, but for those that are optional. */
  readonly needs?: { readonly programs: readonly string[]; readonly install: string; readonly optional?: true };
}

const ACTIONLINT = {
  programs: ['actionlint'],
  install: 'go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
};
const ZIZMOR = { programs: ['zizmor'], install: 'pip install zizmor' };

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

const DEMO = ['--config', 'examples/ai-agent-platform/sluice.config.ts'];

const STEPS: readonly Step[] = [
  {
    name: 'generated files of the demo',
    command: [process.execPath, 'cli/sluice.ts', 'check', ...DEMO],
  },
  { name: 'generated files of this repository', command: [process.execPath, 'own/check.ts', ...DEMO] },
  {
    name: 'protobuf messages',
    command: [process.execPath, 'test/protobuf-table.ts'],
    needs: { programs: ['go'], install: 'https://go.dev/dl' },
  },
  { name: 'types', command: [process.execPath, bin('tsc'), '-p', '.'] },
  { name: 'casts', command: [process.execPath, 'test/names/casts.ts'] },
  { name: 'format and lint', command: [process.execPath, bin('biome'), 'check', '.'] },
  {
    name: 'actionlint',
    command: ['actionlint', '-color=false'],
    needs: ACTIONLINT,
  },
  {
    name: 'zizmor',
    command: ['zizmor', '--offline', '--persona', 'pedantic', '--no-progress', '.github', 'actions'],
    needs: ZIZMOR,
  },
  {
    name: 'terraform fmt',
    command: ['terraform', 'fmt', '-check', '-diff', 'setup/gcp'],
    needs: { programs: ['terraform'], install: 'https://developer.hashicorp.com/terraform/install', optional: true },
  },
  {
    name: 'exceptions for linters',
    command: [process.execPath, 'test/lint-exceptions.ts'],
    needs: {
      programs: [...ACTIONLINT.programs, ...ZIZMOR.programs],
      install: `${ACTIONLINT.install}; ${ZIZMOR.install}`,
    },
  },
];

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

async function run({ name, command: [program, ...args], needs }: Step): Promise<boolean> {
  if (needs !== undefined && !needs.programs.every(onPath)) {
    console.log(`– ${name}: not on this machine, skipped. To run it here: ${needs.install}`);
    return needs.optional ?? process.env['CI'] === undefined;
  }
  const started = Date.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output);
  return code === 0;
}

let failed = 0;
for (const step of STEPS) if (!(await run(step))) failed += 1;
process.exitCode = failed === 0 ? 0 : 1;
