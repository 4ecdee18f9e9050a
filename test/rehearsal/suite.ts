import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { barePath, realPython } from './bare-path.ts';
import { interruptChecks } from './interrupts.ts';
import { orphanCheck } from './orphan.ts';
import { otherStoryChecks } from './other-stories.ts';
import { randomInterrupts } from './random-interrupts.ts';
import { sabotageChecks } from './sabotage.ts';
import { storyChecks } from './stories.ts';

/** Interruptions at random moments, unless `--interrupts` says how many. */
const FEW = 4;

/** Proves on this machine what `npm start` promises besides its story. Takes minutes; only Linux shows what it looks at. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, interrupts: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  console.log(`Random moments follow from the seed ${seed}: npm run test:rehearsal -- --seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-suite-'));
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  try {
    const without = barePath(join(folder, 'without-python'));
    const python = realPython();
    const withPython = python === undefined ? undefined : barePath(join(folder, 'with-python'), { python3: python });
    const checks = [
      ...interruptChecks(without, cache),
      orphanCheck(cache),
      ...randomInterrupts(Number(values.interrupts ?? FEW), seed, cache),
      ...sabotageChecks(),
      ...storyChecks({ withPython, without, cache }),
      ...otherStoryChecks(),
    ].filter(({ name }) => values.only === undefined || name.includes(values.only));
    let failed = 0;
    for (const { name, run } of checks) {
      try {
        console.log(`✓ ${name}: ${await run()}`);
      } catch (error) {
        failed += 1;
        console.log(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
    console.log(`${checks.length - failed} passed, ${failed} failed`);
    return failed === 0 && checks.length > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
