import { messageOf } from '../../../domain/error-message.ts';
import { type DigestReference, formatDigestReference, parseDigestReference } from '../../../domain/image.ts';
import { type Clock, within } from '../clock.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import type { Images } from '../ports/images.ts';
import { makesPods } from '../subject.ts';
import { imagesOf } from '../workload.ts';
import type { Findings } from './references.ts';

/** A registry may be slow or out of reach for us and near for the nodes: nobody waits long for its word. */
const ASKED_WITHIN = 3_000;

/** @returns `undefined` when there was no answer in time. @throws when it cannot be asked. */
export const hasInTime = (images: Images, reference: DigestReference, clock: Clock): Promise<boolean | undefined> =>
  within(images.has(reference), ASKED_WITHIN, clock, undefined);

/** Images that their registry does not have. In the repository that the release itself was read from, our word holds, and such a
 *  rollout is refused. Elsewhere it is noted: nodes pull through mirrors and with credentials of their own, and what they cannot get
 *  is seen, explained and undone in seconds.
 *  @param ours the repository of the release; `undefined` where plain manifests are rolled out */
export async function missingImages(
  images: Images | undefined,
  objects: readonly KubernetesObject[],
  ours: string | undefined,
  clock: Clock,
): Promise<Findings> {
  if (images === undefined) return { refusals: [], notes: [] };
  const users = new Map<string, string>();
  for (const object of objects.filter(makesPods))
    for (const { image } of imagesOf(object)) users.set(image, users.get(image) ?? nameOf(object));
  const answers = await Promise.all(
    [...users].map(async ([image, by]) => {
      const reference = parseDigestReference(image);
      try {
        return { reference, by, has: (await hasInTime(images, reference, clock)) ?? 'no answer in 3 s' };
      } catch (error) {
        return { reference, by, has: messageOf(error) };
      }
    }),
  );
  const missing = answers.filter(({ has }) => has === false);
  const isOurs = ({ reference }: (typeof answers)[number]) => reference.repository === ours;
  const sentence = ({ reference, by }: (typeof answers)[number]) =>
    `${by} wants image ${formatDigestReference(reference)}, which its registry does not have. Build and push it, or roll out a release whose image is there.`;
  return {
    refusals: missing.filter(isOurs).map(sentence),
    notes: [
      ...missing.filter((answer) => !isOurs(answer)).map(sentence),
      ...answers.flatMap(({ reference, has }) =>
        typeof has === 'boolean' ? [] : [`Whether ${reference.repository} has the image could not be asked: ${has}`],
      ),
    ],
  };
}
