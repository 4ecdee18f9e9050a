import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { USAGE } from '../../../../cli/rollout/usage.ts';

describe('the usage of sluice rollout', () => {
  it('is what its page shows', () => {
    expect(readFileSync('docs/rollout-command.md', 'utf8')).toContain(`\`\`\`\n${USAGE}\n\`\`\`\n`);
  });
});
