import { parseDigestReference } from '../../../domain/image.ts';
import type { RegistryQuestion } from '../../../domain/verdict/registry-word.ts';
import { type Clock, within } from '../clock.ts';
import type { Images } from '../image-presence.ts';

/** Longer nobody waits for a registry. */
const ASKED_WITHIN = 3_000;

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
    const open = this.#images === undefined ? [] : questions.filter(({ image }) => !this.#closed.has(image));
    for (const { image, at } of open) if (at <= now && !this.#closed.has(image)) void this.#ask(image);
    return Math.min(...open.map(({ at }) => (at <= now ? Number.POSITIVE_INFINITY : at)));
  }

  async #ask(image: string): Promise<void> {
    this.#closed.add(image);
    try {
      const has = await within(this.#has(image), ASKED_WITHIN, this.#clock, undefined);
      if (has === undefined) return;
      this.#closed.delete(image);
      this.#tell(image, has);
    } catch {
      // No answer is no word: the kubelet's own tries decide then.
    }
  }

  async #has(image: string): Promise<boolean | undefined> {
    return await this.#images?.has(parseDigestReference(image));
  }
}
