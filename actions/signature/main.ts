import { readFile } from 'node:fs/promises';
import { signedEvidence } from '../../adapters/evidence/signed-evidence.ts';
import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { signature } from './contract.ts';

await run(signature, (invocation) =>
  act(invocation, { store: signedEvidence(), read: (path) => readFile(path, 'utf8') }),
);
