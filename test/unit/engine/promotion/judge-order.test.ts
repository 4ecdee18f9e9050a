import { describe, expect, it } from '@jest/globals';
import { judgeOrder } from '../../../../engine/promotion/judge-order.ts';

const run = (id: number, second: number) => ({ id, attempt: 1, createdAt: `2026-03-01T00:00:0${second}Z` });
const other = (id: number, second: number) => ({ kind: 'other', run: run(id, second) }) as const;

describe('nothing older than what runs goes up', () => {
  it.each([
    ['nothing runs', { kind: 'nothing' }, undefined],
    ['it runs already', { kind: 'same' }, undefined],
    ['nobody can tell what runs', { kind: 'unknown' }, 'order-unknown'],
    ['what runs is of an earlier run', other(9, 4), undefined],
    ['what runs is of a later run', other(1, 6), 'older-than-live'],
    ['what runs is of the same time and a lower number', other(4, 5), undefined],
    ['what runs is of the same time and a higher number', other(6, 5), 'older-than-live'],
    ['what runs was proven by the same run', other(5, 5), undefined],
  ] as const)('where %s', (_, live, code) => expect(judgeOrder('api', run(5, 5), live)?.code).toBe(code));
});
