/** What a RUN line comes to in a rehearsal. */
export type RunEffect =
  /** Installs the packages of a lock file, named as in the command; by hashes where the command says so, else where the file does. */
  | { readonly kind: 'python-packages'; readonly requirements: string; readonly hashes: 'required' | 'if there' }
  | { readonly kind: 'node-packages' }
  | { readonly kind: 'folders'; readonly paths: readonly string[] }
  /** Whose the files of an image are: here they are of whoever rehearses. */
  | { readonly kind: 'owners'; readonly command: string }
  | { readonly kind: 'not-executed'; readonly command: string };

/** Reads the commands of a shell line one by one. Installations from a lock file, folders and users are understood; everything else is handed
 *  back to be refused by name, never run: a rehearsal has no root and no image to run it in. */
export function runEffects(command: string): readonly RunEffect[] {
  return command.split(/\s*(?:&&|;)\s*/).flatMap((part): readonly RunEffect[] => {
    const [program = '', ...rest] = part.trim().split(/\s+/);
    if (program === '') return [];
    const viaPython = /^python3?$/.test(program) && rest[0] === '-m' && rest[1] === 'pip';
    const args = viaPython ? rest.slice(2) : rest;
    if (viaPython || /^pip3?$/.test(program)) return [pipEffect(args, part)];
    if (program === 'npm' && rest[0] === 'ci') return [{ kind: 'node-packages' }];
    if (program === 'mkdir' && rest.every((word) => PLAIN.test(word) || word === '-p'))
      return [{ kind: 'folders', paths: rest.filter((word) => word !== '-p') }];
    if (OWNERS.has(program) && rest.every((word) => PLAIN.test(word)))
      return [{ kind: 'owners', command: part.trim() }];
    return [{ kind: 'not-executed', command: part.trim() }];
  });
}

/** Programs that make users, or give files to them. */
const OWNERS = new Set(['adduser', 'addgroup', 'useradd', 'groupadd', 'chown']);
/** A word that a shell takes as it is. */
const PLAIN = /^[\w./:=,@%+-]+$/;

const WITHOUT_EFFECT = new Set([
  '--no-cache-dir',
  '--require-hashes',
  '--no-deps',
  '--disable-pip-version-check',
  '-q',
  '--quiet',
]);

function pipEffect(args: readonly string[], command: string): RunEffect {
  const [verb, ...rest] = args.filter((argument) => !WITHOUT_EFFECT.has(argument));
  const requirements = rest[1];
  const understood = verb === 'install' && rest.length === 2 && (rest[0] === '-r' || rest[0] === '--requirement');
  return understood && requirements !== undefined
    ? { kind: 'python-packages', requirements, hashes: args.includes('--require-hashes') ? 'required' : 'if there' }
    : { kind: 'not-executed', command: command.trim() };
}
