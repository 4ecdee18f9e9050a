import { parseDigestReference } from '../../../domain/image.ts';
import type { RegistryQuestion } from '../../../domain/verdict/registry-word.ts';
import type { Clock } from '../clock.ts';
import type { Images } from '../ports/images.ts';
import { hasInTime } from '../preflight/image-presence.ts';

/** Asks registries while a rollout is watched, one question for an image at a time. A registry that gives no answer is not
 *  asked again: it may be out of reach for us and near for the nodes. */
export class RegistryAsker {
  readonly #images: Images | undefined;
  readonly #clock: Clock;
  readonly #tell: (image: string, has: boolean) => void;
  readonly #closed = new Set<string>();

  /** @param tell told each answer */
  constructor(images: Images | undefined, clock: Clock, tell: (image: string, has: boolean) => void) {
    this.#images = images;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Asks what is due by now. @returns when the next question will be. */
  ask(questions: readonly RegistryQuestion[], now: number): number {
    const images = this.#images;
    if (images === undefined) return Number.POSITIVE_INFINITY;
    const open = questions.filter(({ image }) => !this.#closed.has(image));
    for (const { image, at } of open) if (at <= now && !this.#closed.has(image)) void this.#ask(images, image);
    return Math.min(...open.map(({ at }) => (at <= now ? Number.POSITIVE_INFINITY : at)));
  }

  async #ask(images: Images, image: string): Promise<void> {
    this.#closed.add(image);
    try {
      const has = await hasInTime(images, parseDigestReference(image), this.#clock);
      if (has === undefined) return;
      this.#closed.delete(image);
      this.#tell(image, has);
    } catch {
      // No answer is no word: the kubelet's own tries decide then.
    }
  }
}
