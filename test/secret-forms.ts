import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `domain/secret-forms.json` anew from a checkout of gitleaks: `node test/secret-forms.ts FOLDER`. Only rules that know a secret
 *  by its own form are taken; those that want the name of a product beside it are what `domain/mask.ts` does for any name. */

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Wanted the folder of a checkout of https://github.com/gitleaks/gitleaks.');
const git = (...args: string[]): string => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

const BY_NAME = '[\\w.-]{0,50}?';
/** Keys of several lines, tokens with dots and names of fields have rules of their own; the last three want a whole file. */
const OWN = [
  'jwt',
  'jwt-base64',
  'private-key',
  'generic-api-key',
  'kubernetes-secret-yaml',
  'curl-auth-header',
  'curl-auth-user',
];

/** RE2 as ECMAScript: flags in the middle of a group hold for the rest of it. */
function expression(re2: string): { readonly source: string; readonly flags: string } {
  const flags = re2.startsWith('(?i)') ? 'gi' : 'g';
  let rest = re2
    .replace(/^\(\?i\)/, '')
    .replaceAll('(?P<', '(?<')
    .replaceAll('[[:alnum:]]', '[a-zA-Z0-9]')
    .replaceAll('\\z', '$');
  for (let at = rest.indexOf('(?i)'); at >= 0; at = rest.indexOf('(?i)')) {
    const end = endOfGroup(rest, at + 4);
    rest = `${rest.slice(0, at)}(?i:${rest.slice(at + 4, end)})${rest.slice(end)}`;
  }
  return { source: new RegExp(rest, flags).source, flags };
}

function endOfGroup(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') at = text.indexOf(']', at + 2);
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return text.length;
}

const rules = git('show', 'HEAD:config/gitleaks.toml')
  .split('[[rules]]')
  .slice(1)
  .flatMap((block) => {
    const id = /^id = "(.+)"$/m.exec(block)?.[1] ?? '';
    const regex = /^regex = '''(.*)'''$/m.exec(block)?.[1] ?? '';
    const keywords = [...(/^keywords = \[([^\]]*)\]/ms.exec(block)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
      ([, word = '']) => word,
    );
    if (regex === '' || regex.includes(BY_NAME) || OWN.includes(id)) return [];
    return [{ id, keywords, ...expression(regex) }];
  });

/** Their licence asks to be handed on, so it goes into every bundle with them. */
const data = {
  source: `https://github.com/gitleaks/gitleaks/blob/${git('rev-parse', 'HEAD')}/config/gitleaks.toml`,
  date: git('log', '-1', '--format=%cs'),
  licence: git('show', 'HEAD:LICENSE'),
  forms: rules,
};
writeFileSync(join(import.meta.dirname, '..', 'domain', 'secret-forms.json'), `${JSON.stringify(data, null, 2)}\n`);
console.log(`${rules.length} forms of ${data.date}. Format them: npm run format.`);
