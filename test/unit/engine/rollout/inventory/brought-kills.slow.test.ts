import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, rolling } from '../../../../../domain/strategy.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { deaths } from '../mortal-cluster.ts';

const DENY = `---\n${JSON.stringify({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
})}\n`;
const EXTRA = `---\n${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' }, data: {} })}\n`;
const STRATEGIES = { rolling: rolling(), blueGreen: blueGreen({ bake: seconds(60), scaleDownDelay: seconds(20) }) };

describe('what a run has brought that dies at one of its writes', () => {
  it.each(['rolling', 'blueGreen'] as const)('is gone when it has run again: %s', async (strategy) => {
    const request = (room: EmbeddedRoom) =>
      room.request('crash-2', { manifests: deployable('crash-2') + DENY + EXTRA });
    const started = async () => {
      const room = new EmbeddedRoom(['good-1', 'crash-2']);
      room.strategy = STRATEGIES[strategy];
      expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
      await room.pass(2_000);
      return room;
    };
    const whole = await started();
    const undisturbed = whole.start(request(whole));
    await whole.until(undisturbed.ended);
    for (const death of deaths(undisturbed.writes())) {
      const room = await started();
      const one = request(room);
      await room.until(room.start(one, death).ended);
      const again = await room.until(room.start({ ...one, run: { ...one.run, attempt: 2 } }).ended);
      const left = ['NetworkPolicy', 'ConfigMap'].flatMap((kind) =>
        room.objects(kind).flatMap(({ metadata }) => (metadata.name.startsWith('sluice-') ? [] : [metadata.name])),
      );
      expect({ ...death, outcome: again.outcome, left }).toEqual({
        ...death,
        outcome: strategy === 'rolling' ? 'rolled-back' : 'failed',
        left: [],
      });
    }
  });
});
