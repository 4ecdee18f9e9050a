import { describe, expect, it } from '@jest/globals';
import { reachSentence } from '../../../../cli/rehearsal/enclosures-here.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';
import { findSandbox } from '../../../../rehearsal/enclosure/sandbox/find-sandbox.ts';
import { NO_WATCHER } from '../../../../rehearsal/enclosure/watcher.ts';

const search = { programs: '', hidden: [], folder: '/nonexistent', watcher: NO_WATCHER };

describe('the first line of a rehearsal', () => {
  it('says what is kept apart in a sandbox, and what is not', () => {
    const said = reachSentence('Jobs', { kind: 'works', enclosures: plainEnclosures() });
    expect(said).toMatch(/^Jobs run in sandboxes: .*see nothing else of your files.*share this machine's network\.$/);
  });

  it('says that jobs run as you, and why, where there is no bubblewrap on PATH', async () => {
    expect(reachSentence('Jobs', await findSandbox({ ...search, path: '/nowhere' }))).toBe(
      'Jobs run as you, with your files: there is no bubblewrap (bwrap) on PATH.',
    );
  });
});
