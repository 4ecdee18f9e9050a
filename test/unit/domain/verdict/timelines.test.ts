import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reviewed } from '../../workflows-src/reviewed.ts';
import { replay } from './api-rollout.ts';
import { GOOD_LIVES } from './recorded/lives/good-lives.ts';
import { LIVES } from './recorded/lives/lives.ts';
import { Script } from './recorded/script.ts';
import { CONTAINER_STORIES } from './stories/container-stories.ts';
import { IMAGE_STORIES } from './stories/image-stories.ts';
import type { Story } from './stories/story.ts';
import { WAITING_STORIES } from './stories/waiting-stories.ts';
import { WORKLOAD_STORIES } from './stories/workload-stories.ts';
import { timeline, timelineOf } from './timeline.ts';
import { TRAPS } from './traps/all.ts';

const GOLDEN = join(import.meta.dirname, '../../../golden/verdicts');

type Named = readonly [name: string, timeline: () => string];

const ofStory = ({ name, facts }: Story): Named => [
  name,
  () => (facts instanceof Script ? timelineOf(facts) : timeline(replay([[0, ...facts]]), [])),
];

const GROUPS: Readonly<Record<string, readonly Named[]>> = {
  'stories of images': IMAGE_STORIES.map(ofStory),
  'stories of containers': CONTAINER_STORIES.map(ofStory),
  'stories of waiting': WAITING_STORIES.map(ofStory),
  'stories of workloads': WORKLOAD_STORIES.map(ofStory),
  traps: TRAPS.map(({ number, name, script }) => [`${number}: ${name}`, () => timelineOf(script)]),
  'lives that fail': Object.entries(LIVES).map(([code, { script }]) => [code, () => timelineOf(script())]),
  'lives that go well': Object.entries(GOOD_LIVES).map(([name, script]) => [name, () => timelineOf(script())]),
};

/** What people read and when, word by word, so that a change of a rule is seen as what it changes. Which of it is right is said by the
 *  tests beside this one. */
describe.each(Object.entries(GROUPS))('every word of every verdict in %s', (group, named) => {
  const file = join(GOLDEN, `${group.replaceAll(' ', '-')}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1')
    reviewed(file, named.map(([name, said]) => `${name}\n${said()}\n`).join('\n'));
  const kept = new Map(readFileSync(file, 'utf8').split('\n\n').map(titled));

  it.each(named)('is as reviewed: %s', (name, said) => {
    expect(said()).toBe(kept.get(name));
  });

  it('is there for each', () => {
    expect([...kept.keys()]).toEqual(named.map(([name]) => name));
  });
});

function titled(section: string): readonly [name: string, timeline: string] {
  const [name = '', ...lines] = section.trimEnd().split('\n');
  return [name, lines.join('\n')];
}
