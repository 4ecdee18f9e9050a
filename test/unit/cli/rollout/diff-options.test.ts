import { describe, expect, it } from '@jest/globals';
import { parseRolloutArguments } from '../../../../cli/rollout/options.ts';

const parse = (line: string) => parseRolloutArguments(line.split(' '));
const RELEASE = `registry.example/services/api@sha256:${'a'.repeat(64)}`;

describe('arguments of sluice rollout diff', () => {
  it.each([
    ['diff staging', { tier: 'staging' }],
    ['diff staging --service api --config other.ts', { tier: 'staging', service: 'api', config: 'other.ts' }],
    [`diff staging --release ${RELEASE}`, { release: { repository: 'registry.example/services/api' } }],
  ])('are read: %s', (line, command) => {
    expect(parse(line)).toMatchObject({ kind: 'command', command: { kind: 'diff', ...command } });
  });

  it.each([
    ['diff', 'wants a tier of the delivery'],
    ['diff a b', 'does not take "b"'],
    ['diff a -n shop', 'takes no --namespace'],
    ['diff a --release api:latest', 'A tag can be moved'],
    [`diff a --service api --release ${RELEASE}`, 'leave one of them out'],
    ['diff a --prune', 'has no option --prune'],
  ])('are refused: %s', (line, words) => {
    const parsed = parse(line);
    expect(parsed.kind === 'refused' && parsed.problems.join()).toContain(words);
  });
});
