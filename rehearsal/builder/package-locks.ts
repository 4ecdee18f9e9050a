import type { Refusal } from '../workflow/problems.ts';
import type { Place } from '../workflow/token.ts';

/** What of an installation is not rehearsed, as the file of its packages says. */
export function requirementsRefusals(text: string, name: string, place: Place): readonly Refusal[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/);
  const open = lines
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .find((line) => line !== '' && !line.startsWith('-') && !line.includes('--hash='));
  return open === undefined
    ? []
    : [
        {
          what: `an installation without hashes ("${open}" in ${name})`,
          place,
          next: 'write them with "pip-compile --generate-hashes", and install with --require-hashes',
        },
      ];
}

/** `npm ci` where the lock file lists no package has nothing to install. */
export function nodeLockRefusals(text: string, place: Place): readonly Refusal[] {
  const [first] = packagesOf(text);
  return first === undefined
    ? []
    : [
        {
          what: `npm ci with packages (${first}, …)`,
          place,
          next: 'commit a bundle that needs none, or run this part on GitHub',
        },
      ];
}

function packagesOf(text: string): readonly string[] {
  try {
    const { packages } = JSON.parse(text) as { readonly packages?: object };
    return Object.keys(packages ?? {}).filter((name) => name !== '');
  } catch {
    return []; // npm says what is wrong with it.
  }
}
