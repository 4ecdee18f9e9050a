import type { Change } from '../story/deed.ts';
import type { Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf } from './changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, intoTier, tests } from './facts/deploy.ts';
import { workflowPath } from './facts/places.ts';
import { promoted, promotionJobs, promotionOf } from './facts/promotion.ts';
import { complete } from './facts/records.ts';
import { showsIn } from './facts/sights.ts';
import { wayOf } from './facts/tiers.ts';

/** Who gets a change of the build past the people who look at one tier's branch builds nothing for the next one. */
export const plantedImage: Story = {
  name: 'planted-image',
  line: 'A branch builds something else for the tree under review: the next one builds that tree again.',
  visibility: 'public',
  acts(delivery) {
    const { proof, live } = wayOf(delivery);
    const [develop, main] = [proof.from.pattern, live.from.pattern];
    const names = delivery.services.map(({ name }) => name);
    const reviewed = changesOf(delivery).says(changesOf(delivery).first, 'Reviewed words');
    const call = promotionOf(delivery, live);
    return [
      {
        title: `The build of ${develop} puts something else into the image of the tree that is under review`,
        branch: develop,
        deeds: [push(develop, { changes: [reviewed, otherBuild(delivery)] })],
        states: {
          runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, proof))],
          records: names.flatMap((service) => complete(delivery, service, proof.name)),
          served: showsIn(delivery, proof.name, 'Evil words'),
        },
      },
      {
        title: `The reviewed tree alone gets to ${main}: it is built again, and goes through ${proof.name} first`,
        branch: main,
        deeds: [push(main, { changes: [reviewed] })],
        states: {
          runs: [
            deployRun(
              delivery,
              'success',
              tests(delivery, 'test'),
              builds(delivery, {}, { trust: live.trust, isNew: names }),
              promotionJobs(
                delivery,
                live,
                call,
                // What was built of it before has other bytes; of the others the builder here makes the same again.
                promoted(delivery, { tier: live, call, after: BEFORE_ROLLOUTS, unproven: [leadOf(delivery)] }),
              ),
            ),
          ],
          records: [
            ...complete(delivery, leadOf(delivery), proof.name),
            ...names.flatMap((service) => complete(delivery, service, live.name, { provenIn: proof.name })),
          ],
          served: [
            ...showsIn(delivery, proof.name, 'Reviewed words'),
            ...showsIn(delivery, live.name, 'Reviewed words'),
          ],
        },
      },
    ];
  },
};

/** Edits what was checked out while docker reads it, and takes that back before anybody looks. */
function otherBuild(of: StoryDelivery): Change {
  const { path: page } = changesOf(of).says('', 'Reviewed words');
  const [build, tag] = ['Build and push the image by digest', 'Tag the image'].map((name) => ` {6}- name: ${name}\\n`);
  return {
    path: workflowPath(of, 'build'),
    replace: new RegExp(`(\\n  ${leadOf(of)}:\\n(?: {4}.*\\n)*?)(${build}(?: {8}.*\\n)*)(${tag})`, 'g'),
    by: `$1      - run: sed -i 's/Reviewed words/Evil words/' ${page}\n$2      - run: git checkout --quiet -- .\n$3`,
  };
}
