/** What a RUN line comes to in a rehearsal. */
export type RunEffect =
  /** Installs the packages of a lock file, named as in the command. */
  | { readonly kind: 'python-packages'; readonly requirements: string }
  | { readonly kind: 'node-packages' }
  | { readonly kind: 'not-executed'; readonly command: string };

/** Reads the commands of a shell line one by one. Only installations from a lock file are understood; everything else is handed back
 *  to be refused by name, never run: a rehearsal has no root and no image to run it in. */
export function runEffects(command: string): readonly RunEffect[] {
  return command.split(/\s*(?:&&|;)\s*/).flatMap((part): readonly RunEffect[] => {
    const [program = '', ...rest] = part.trim().split(/\s+/);
    if (program === '') return [];
    const viaPython = /^python3?$/.test(program) && rest[0] === '-m' && rest[1] === 'pip';
    const args = viaPython ? rest.slice(2) : rest;
    if (viaPython || /^pip3?$/.test(program)) return [pipEffect(args, part)];
    if (program === 'npm' && rest[0] === 'ci') return [{ kind: 'node-packages' }];
    return [{ kind: 'not-executed', command: part.trim() }];
  });
}

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
  return understood && requirements !== undefined && args.includes('--require-hashes')
    ? { kind: 'python-packages', requirements }
    : { kind: 'not-executed', command: command.trim() };
}
