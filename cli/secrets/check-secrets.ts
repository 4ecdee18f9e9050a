import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../domain/counted.ts';
import { findSecrets } from '../../domain/found-secrets.ts';
import type { Config } from '../config/load-config.ts';
import { type Asked, askGitleaks, type Leak } from './gitleaks.ts';
import { searchedFiles } from './searched-files.ts';

const FIX =
  'Take each out, make it anew where it came from, for it stands in the history of the repository, and give it as a Secret or a GitHub secret. A line that holds none says so with a comment "gitleaks:allow".';

/** Searches what a delivery brings to GitHub and to the cluster for secrets that are written out. Says where, and never what; writes nothing.
 *  @returns 1 when one is found, or when gitleaks is there and could not be asked */
export function checkSecrets(config: Config): number {
  const { places, files, tooLarge } = searchedFiles(config);
  const own = files.flatMap((file) => secretsIn(config.root, file));
  const asked = askGitleaks(config.root, places);
  const known = new Set(files);
  const more = asked.kind === 'asked' ? asked.leaks.filter(({ file }) => known.has(file)) : [];
  const leaks = onceALine([...own, ...more]);
  for (const path of tooLarge) console.log(`${path} is larger than 1 MiB and was not looked at.`);
  for (const { file, line, kind } of leaks) console.error(`${file}:${line} looks like a secret (${kind}).`);
  if (asked.kind === 'failed') console.error(`gitleaks is on PATH and could not be asked: ${asked.reason}.`);
  const by = `${counted(files.length, 'file')} of the delivery, by Sluice's own rules${saying(asked)}`;
  if (leaks.length > 0) console.error(`\n${counted(leaks.length, 'place')} in ${by}. ${FIX}`);
  else console.log(`No secret is written out in ${by}.`);
  return leaks.length > 0 || asked.kind === 'failed' ? 1 : 0;
}

function secretsIn(root: string, file: string): readonly Leak[] {
  const text = readFileSync(join(root, file), 'utf8');
  // Of what is no text nobody can say which line it is.
  if (text.includes('\0')) return [];
  return findSecrets(text).map(({ line, kind }) => ({ file, line, kind }));
}

/** Both know most forms; a line is told once. */
const onceALine = (leaks: readonly Leak[]): readonly Leak[] =>
  [...new Map(leaks.toReversed().map((leak) => [`${leak.file}:${leak.line}`, leak])).values()].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line,
  );

const saying = (asked: Asked): string => {
  switch (asked.kind) {
    case 'asked':
      return ' and gitleaks';
    case 'absent':
      return '; gitleaks, which knows more, is not on PATH';
    case 'failed':
      return ' alone';
  }
};
