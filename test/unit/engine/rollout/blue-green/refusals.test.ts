import { describe, expect, it } from '@jest/globals';
import { canary, rolling } from '../../../../../domain/strategy.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { NAMES, quick, roomWithFirst } from './blue-green-room.ts';

describe('another strategy after blue-green', () => {
  it.each([rolling(), canary()])('is refused, because its pods would get no traffic: $kind', async (strategy) => {
    const room = await roomWithFirst();
    room.strategy = strategy;
    const run = room.start(room.request('good-2'));
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(/Service "api" leads to one copy of blue-green.*"sluice.dev\/colour":null/),
    });
    expect(run.writes()).toBe(0);
  });
});

describe('what blue-green cannot carry', () => {
  it.each([
    [
      'two Deployments',
      `${deployable('good-1')}---${deployable('good-2').replaceAll('{ name: api }', '{ name: other }')}`,
      /exactly one and no other workload/,
    ],
    ['no Service', deployable('good-1').split('---')[0] ?? '', /wanted exactly one whose selector matches/],
    [
      'a Service for others',
      deployable('good-1').replace('spec: { selector: { app: api }', 'spec: { selector: { app: web }'),
      /exactly one whose selector/,
    ],
  ])('is refused before any write: %s', async (_, manifests, says) => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    const run = room.start(room.request('good-1', { manifests }));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'refused', sentence: expect.stringMatching(says) });
    expect(run.writes()).toBe(0);
  });
});
