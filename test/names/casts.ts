import { execFileSync } from 'node:child_process';
import { relative } from 'node:path';
import { type Node, parsed, within } from './parsed.ts';

/** Where an object of a cluster is narrowed once, and believed from then on. */
const ROOMS = ['engine/rollout', 'adapters/kubernetes'];
/** How many there may be in both together. Lower it with each that goes; the aim is fewer than 15. */
export const MOST = 7;

/** `as`, `!`, `<T>` and `any` say what the compiler cannot see; `as const` and names of imports do not. */
export const isCast = (node: Node): boolean =>
  ['TsAsExpression', 'TsNonNullExpression', 'TsTypeAssertion'].includes(node.type) ||
  (node.type === 'TsKeywordType' && node['kind'] === 'any');

/** Each cast of a file, as it is written. */
export function castsOf(path: string): readonly string[] {
  const { body, textOf } = parsed(path);
  return [...within(body)].filter(isCast).map((node) => textOf(node).replace(/\s+/g, ' '));
}

/** Whether there are as many as there may be, and no fewer: then the bound comes down. */
export function verdictOn(count: number): string | undefined {
  if (count > MOST)
    return `${count} casts, and ${MOST} may be there: narrow what is unknown in engine/rollout/object-parts.ts.`;
  return count < MOST ? `${count} casts, and the bound is still ${MOST}: lower it in test/names/casts.ts.` : undefined;
}

if (process.argv[1] === import.meta.filename) {
  const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim();
  const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...ROOMS], {
    encoding: 'utf8',
    cwd: root,
  })
    .split('\n')
    .filter((path) => path.endsWith('.ts'));
  const found = paths.flatMap((path) => castsOf(`${root}/${path}`).map((text) => `${relative('.', path)}: ${text}`));
  const wrong = verdictOn(found.length);
  if (wrong !== undefined || process.argv.includes('--list')) for (const each of found) console.log(each);
  console.log(wrong ?? `${found.length} casts in ${ROOMS.join(' and ')}.`);
  process.exitCode = wrong === undefined ? 0 : 1;
}
