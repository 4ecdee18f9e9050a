import { describe, expect, it } from '@jest/globals';
import { differenceAnswer } from '../../../../cli/rollout/difference-answer.ts';
import type { ObjectDifference } from '../../../../engine/rollout/difference/service-difference.ts';

const answer = (...objects: readonly ObjectDifference[]) =>
  differenceAnswer({
    tier: 'dev',
    namespace: 'dev',
    services: [{ service: 'api', objects, notes: [] }],
    bootstrap: { file: 'k8s/bootstrap/dev.yaml', objects: [{ kind: 'created', name: 'NetworkPolicy "api"' }] },
  });
const textOf = ({ lines }: ReturnType<typeof answer>) => lines.map(({ text }) => text).join('\n');

describe('the answer of sluice rollout diff', () => {
  it.each<readonly [number, ObjectDifference]>([
    [0, { kind: 'same', name: 'Service "api"' }],
    [0, { kind: 'left', name: 'Service "api"', why: 'it holds data' }],
    [1, { kind: 'created', name: 'Service "api"' }],
    [1, { kind: 'removed', name: 'Service "api"' }],
    [1, { kind: 'changed', name: 'Service "api"', fields: [] }],
    [2, { kind: 'refused', name: 'Service "api"', sentences: ['No.'] }],
  ])('ends with %s where an object is %j', (code, object) => {
    expect(answer(object).exitCode).toBe(code);
  });

  it('is refused as a whole where one object is', () => {
    const told = answer({ kind: 'created', name: 'A' }, { kind: 'refused', name: 'B', sentences: ['No.'] });
    expect(told.exitCode).toBe(2);
    expect(textOf(told)).toContain('would be refused, and write nothing');
  });

  it('holds no line that a runner would obey, and no secret that a manifest has as it is', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    const told = answer({
      kind: 'changed',
      name: 'Deployment "api"',
      fields: [{ field: 'spec.x', before: '##[command]x', after: token }],
    });
    expect(textOf(told)).not.toContain('##[');
    expect(textOf(told)).not.toContain(token);
    expect(JSON.stringify(told.json)).not.toContain(token);
  });
});
