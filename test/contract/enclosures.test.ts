import { afterAll, describe } from '@jest/globals';
import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { enclosuresContract } from './enclosures.contract.ts';
import { sandboxHere } from './sandbox-here.ts';

const { sandbox, remove } = await sandboxHere();
afterAll(remove);

const sandboxed = async (): Promise<Enclosures> => {
  if (sandbox.kind === 'none') throw new Error(`There is no sandbox: ${sandbox.why}.`);
  return sandbox.enclosures;
};

describe('processes that run as the user', () => {
  enclosuresContract(async () => plainEnclosures());
});

(sandbox.kind === 'works' ? describe : describe.skip)('processes in a sandbox', () => {
  enclosuresContract(sandboxed);
});
