import { describe, expect, it } from '@jest/globals';
import { deaths } from '../mortal-cluster.ts';
import { manifests, roomOf } from './ordered-room.ts';

describe('a StatefulSet whose first updated pod is broken', () => {
  it.each([
    ['bad', 'rolled-back', 9],
    ['better', 'complete', 7],
  ])('is whole again whenever the run dies and is repeated: %s, %s, %i writes', async (name, outcome, writes) => {
    const prepared = async () => {
      const made = roomOf();
      await made.roll('StatefulSet', 'good');
      return { ...made, request: made.room.request(name, { manifests: manifests('StatefulSet', name) }) };
    };
    const undisturbed = await prepared();
    const whole = undisturbed.room.start(undisturbed.request);
    expect(await undisturbed.room.until(whole.ended)).toMatchObject({ outcome });
    expect(whole.writes()).toBe(writes);
    for (const death of deaths(writes)) {
      const { room, request, podsOf } = await prepared();
      await room.until(room.start(request, death).ended);
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      expect({ ...death, outcome: again.outcome }).toEqual({ ...death, outcome });
      expect(podsOf(outcome === 'complete' ? name : 'good')).toBe(3);
    }
  });
});
