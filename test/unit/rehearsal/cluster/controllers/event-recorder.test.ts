import { describe, expect, it } from '@jest/globals';
import { createEventRecorder } from '../../../../../rehearsal/cluster/controllers/event-recorder.ts';
import { EVENTS, type Event, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { createObjectStore } from '../../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../../../../rehearsal/cluster/virtual-clock.ts';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'default', uid: 'u' } };
const setUp = () => {
  const clock = createVirtualClock();
  const store = createObjectStore({ clock });
  const recorder = createEventRecorder({ store, clock }, 'kubelet', 'rehearsal');
  return { clock, recorder, events: () => resource<Event>(store, EVENTS).list() };
};

describe('an event', () => {
  it('that was there before is counted up', () => {
    const { clock, recorder, events } = setUp();
    recorder.warning(pod, 'BackOff', 'again');
    clock.advance(60_000);
    recorder.warning(pod, 'BackOff', 'again');
    expect(events()).toHaveLength(1);
    expect(events()[0]).toMatchObject({
      count: 2,
      type: 'Warning',
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:01:00Z',
      involvedObject: { kind: 'Pod', name: 'api', uid: 'u' },
      source: { component: 'kubelet', host: 'rehearsal' },
    });
  });

  it('whose message alone differs is combined from the tenth on', () => {
    const { recorder, events } = setUp();
    for (let index = 0; index < 12; index += 1) recorder.warning(pod, 'FailedCreate', `pod ${index} is forbidden`);
    const combined = events().filter(({ message }) => message?.startsWith('(combined from similar events): '));
    expect(events()).toHaveLength(10);
    expect(combined).toMatchObject([{ count: 3, message: '(combined from similar events): pod 11 is forbidden' }]);
  });

  it('beyond 25 about one object is dropped, until five minutes have passed', () => {
    const { clock, recorder, events } = setUp();
    const total = (): number => events().reduce((sum, { count = 0 }) => sum + count, 0);
    for (let index = 0; index < 40; index += 1) recorder.normal(pod, 'Pulling', 'image');
    expect(total()).toBe(25);
    clock.advance(300_000);
    recorder.normal(pod, 'Pulling', 'image');
    recorder.normal(pod, 'Pulling', 'image');
    expect(total()).toBe(26);
  });

  it('in a namespace that is gone is lost without harm', () => {
    const { recorder, events } = setUp();
    recorder.normal({ ...pod, metadata: { ...pod.metadata, namespace: 'gone' } }, 'Killing', 'text');
    expect(events()).toEqual([]);
  });
});
