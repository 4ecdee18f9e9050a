import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Check, must } from './check.ts';
import { firstDifference, normalised } from './normalised-log.ts';
import { NpmStart } from './npm-start.ts';

const ROOT = new URL('../../', import.meta.url);
const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });

/** Paths of generated files and bundles, with their checksums; and what git sees. */
function checkout(): string {
  const files = git('ls-files', '-z')
    .split('\0')
    .filter((path) => /^\.github\/|^actions\/|\/k8s\/|^docs\//.test(path));
  const sums = files.map(
    (path) =>
      `${createHash('sha256')
        .update(readFileSync(new URL(path, ROOT)))
        .digest('hex')} ${path}`,
  );
  return [...sums, git('status', '--porcelain')].join('\n');
}

interface Telling {
  readonly path?: string;
  readonly args?: readonly string[];
  readonly input?: string;
  readonly cache: string;
}

async function told({ path, args = [], input, cache }: Telling): Promise<{ code: unknown; output: string }> {
  const before = checkout();
  const run = new NpmStart(args, { cache, ...(path === undefined ? {} : { path }) });
  try {
    run.input?.end(input ?? '');
    const code = await run.exited();
    must(checkout() === before, 'The checkout is not what it was before.');
    must(run.rubbish().length === 0, `Left in the temporary folder: ${run.rubbish().join(', ')}`);
    must(run.tree.left().processes.length === 0, 'A process is left.');
    return { code, output: run.output };
  } finally {
    await run.clean();
  }
}

/** The first line, on a PATH without bubblewrap. */
const AS_YOU = /^.* run as you, with your files: there is no bubblewrap \(bwrap\) on PATH\.\n/;

/** @param withPython a PATH with Node, npm, git, bash, coreutils and Python; `without`: the same without Python */
export function storyChecks({
  withPython,
  without,
  cache,
}: {
  readonly withPython: string | undefined;
  readonly without: string;
  readonly cache: string;
}): readonly Check[] {
  const whole: Check[] =
    withPython === undefined
      ? []
      : [
          {
            name: 'With Node, npm, git, bash, coreutils and Python the whole story is told, approved by lines of a pipe',
            async run() {
              const since = Date.now();
              const { code, output } = await told({ path: withPython, input: 'y\nyes\n', cache });
              must(code === 0, output);
              must(/There is no kubectl here/.test(output), output);
              must(output.startsWith('Rehearsing ai-agent-api and dashboard'), output);
              must(AS_YOU.test(output), output);
              return `${((Date.now() - since) / 1000).toFixed(0)} s`;
            },
          },
        ];
  return [
    ...whole,
    {
      name: 'Without Python the dashboard is rehearsed alone, and the first line says so',
      async run() {
        const since = Date.now();
        const { code, output } = await told({ path: without, args: ['--approve'], cache });
        must(code === 0, output);
        must(/^There is no Python with venv and pip here: dashboard is rehearsed alone/.test(output), output);
        must(AS_YOU.test(output), output);
        must(!output.includes('\u001b'), 'Control characters in plain output.');
        return `${((Date.now() - since) / 1000).toFixed(0)} s`;
      },
    },
    {
      name: 'Told twice, the story is the same but for seconds, pods and the folder of its logs',
      async run() {
        const [one, other] = [
          await told({ path: without, args: ['--approve'], cache }),
          await told({ path: without, args: ['--approve'], cache }),
        ];
        const difference = firstDifference(normalised(one.output), normalised(other.output));
        must(difference === undefined, `They differ in ${difference}`);
        return `${one.output.split('\n').length} lines`;
      },
    },
    {
      name: 'At the end of the input the approval is rejected',
      async run() {
        const { code, output } = await told({ path: without, cache });
        must(code === 1, `exit code ${code}\n${output}`);
        must(/production-approval was rejected: the input ended before an answer/.test(output), output);
        return 'exit code 1';
      },
    },
  ];
}
