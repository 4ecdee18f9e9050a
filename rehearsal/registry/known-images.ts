import { type ImageSource, PullError } from '../cluster/image-source.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { STAND_INS } from './base-images.ts';
import { split } from './image-source.ts';

/** That an image of somebody else's registry is not here. The registry itself was never asked, so this is no answer of it. */
export const absentImage = (reference: string): NotRehearsed =>
  new NotRehearsed([
    {
      what: `the image ${reference}`,
      place: undefined,
      next: `there are stand-ins for ${STAND_INS}; take one of them or run this part on GitHub`,
    },
  ]);

/** The same images, with this rehearsal's own answer for what is not here.
 *  @param own hosts whose registry is wholly here: what they do not have, they do not have on GitHub either
 *  @throws on a pull {NotRehearsed} for an absent image of any other host */
export const knownImages = (images: ImageSource, own: ReadonlySet<string>): ImageSource => ({
  async pull(reference) {
    try {
      return await images.pull(reference);
    } catch (error) {
      if (error instanceof PullError && !own.has(split(reference).host)) throw absentImage(reference);
      throw error;
    }
  },
});

/** Images for a kubelet, to whom everything is a pull that failed: the rehearsal ends where it would have to invent an answer. */
export const kubeletImages = (images: ImageSource, refuse: (error: NotRehearsed) => void): ImageSource => ({
  async pull(reference) {
    try {
      return await images.pull(reference);
    } catch (error) {
      if (!(error instanceof NotRehearsed)) throw error;
      refuse(error);
      throw new PullError(error.message);
    }
  },
});
