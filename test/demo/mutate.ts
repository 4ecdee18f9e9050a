import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { type Ground, prepareGround } from './ground.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const run = promisify(execFile);
/** Tests that are right do not take so long; one that waits for ever has noticed. */
const LONGEST = 120_000;

/** Bends one thing of the demo's services after the other: the tests that stand beside it must fail. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const ground = await prepareGround();
  const chosen = MUTATIONS.filter(({ what }) => values.only === undefined || what.includes(values.only));
  let noticed = 0;
  for (const mutation of chosen) {
    const found = await isNoticed(mutation, ground);
    if (found) noticed += 1;
    console.log(`${found ? '✓' : '✗'} ${mutation.what} (${mutation.file})`);
  }
  console.log(`${noticed} passed, ${chosen.length - noticed} failed`);
  return noticed === chosen.length && noticed > 0 ? 0 : 1;
}

/** @throws for a mutation whose place is not there, or there more than once. */
async function isNoticed({ what, file, find, by, tests }: Mutation, ground: Ground): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-mutation-'));
  try {
    const [service = ''] = file.split('/');
    cpSync(join(dirname(ground.folder), service), join(folder, service), { recursive: true });
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(find).length !== 2)
      throw new Error(`${file} has "${find}" not once: the mutation "${what}" is out of date.`);
    writeFileSync(
      path,
      text.replace(find, () => by),
    );
    const cwd = join(folder, service);
    const [program, args] =
      tests === undefined
        ? [process.execPath, ['--test']]
        : [ground.python, ['-m', 'pytest', '-x', '-q', '-p', 'no:cacheprovider', join('tests', tests)]];
    return await run(program, args, {
      cwd,
      timeout: LONGEST,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    }).then(
      () => false,
      () => true,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
