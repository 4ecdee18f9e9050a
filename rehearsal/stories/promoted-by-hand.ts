import type { Story } from '../story/story.ts';
import { demoChanges } from './demo-changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { intoTier } from './facts/deploy.ts';
import { promote, promotionRun } from './facts/dispatches.ts';
import { promoted } from './facts/promotion.ts';
import { complete } from './facts/records.ts';
import { showsIn } from './facts/sights.ts';
import { wayOf } from './facts/tiers.ts';

/** People bring a release to the last tier without a commit: the bytes come from evidence, and the gate is the same. */
export const promotedByHand: Story = {
  name: 'promoted-by-hand',
  line: 'A release that was proven is promoted by a dispatch: approved by people, and byte for byte the same.',
  visibility: 'public',
  acts(delivery) {
    const { proof, live } = wayOf(delivery);
    const { heading } = demoChanges(delivery);
    const [develop, main] = [proof.from.pattern, live.from.pattern];
    const names = delivery.services.map(({ name }) => name);
    return [
      {
        title: `A push to ${develop} reaches ${proof.name}`,
        branch: develop,
        deeds: [push(develop, { changes: [heading('Agents', 'Your agents')] })],
        states: {
          runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, proof))],
          records: names.flatMap((service) => complete(delivery, service, proof.name)),
          served: showsIn(delivery, proof.name, 'Your agents'),
        },
      },
      {
        title: `A dispatch promotes it to ${live.name}`,
        branch: main,
        deeds: [promote(delivery, live, main, (service) => ({ the: 'release', of: service, in: proof.name }))],
        states: {
          runs: [promotionRun(delivery, live, 'success', promoted(delivery, { tier: live, call: '', after: [] }))],
          records: names.flatMap((service) => complete(delivery, service, live.name, { provenIn: proof.name })),
          served: showsIn(delivery, live.name, 'Your agents'),
        },
      },
    ];
  },
};
