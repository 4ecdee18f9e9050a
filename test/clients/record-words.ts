import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TABLE = fileURLToPath(new URL('../unit/engine/kubectl-words.json', import.meta.url));

/** Asks a kubectl how it reads each word of the table, and writes what it says: `node test/clients/record-words.ts PATH-OF-KUBECTL`. */
const [kubectl = 'kubectl'] = process.argv.slice(2);

function read(word: string): string {
  const input = `apiVersion: x/v1\nkind: X\nmetadata: {name: a}\nspec:\n  v: ${word}\n`;
  try {
    // Labels are set without a server, and the object is printed as JSON.
    const label = ['label', '--local', '-f', '-', 'a=b', '-o', 'json'];
    const object = execFileSync(kubectl, label, { input, encoding: 'utf8', stdio: 'pipe' });
    // Go writes this character as an escape.
    return (/"spec": \{\s*"v": (.*)\s*\}/.exec(object)?.[1]?.trim() ?? 'null').replaceAll('\\u003c', '<');
  } catch {
    return 'refused';
  }
}

const { words } = JSON.parse(readFileSync(TABLE, 'utf8'));
const version = JSON.parse(execFileSync(kubectl, ['version', '--client', '-o', 'json'], { encoding: 'utf8' }));
const table = {
  kubectl: version.clientVersion.gitVersion,
  words: Object.fromEntries(Object.keys(words).map((word) => [word, read(word)])),
};
writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`);
