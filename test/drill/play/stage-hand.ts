import { embeddedGround } from '../../../rehearsal/embedded-ground.ts';
import { STORIES } from '../../../rehearsal/stories/stories.ts';
import type { Story } from '../../../rehearsal/story/story.ts';
import type { Subject } from '../subject.ts';
import { ending } from './play.ts';
import { programme } from './programme.ts';
import { type Calls, callsOf } from './reach.ts';
import { type ScratchCheckout, scratchCheckout } from './scratch-checkout.ts';
import type { Task } from './task.ts';
import type { Verdict } from './verdict.ts';

/** Bends files of a subject on disk, and plays stories on them. */
export class StageHand {
  readonly #subject: Subject;
  readonly #place: { readonly checkout: string; readonly cache: string };
  readonly #calls: Calls;
  #scratch: Promise<ScratchCheckout> | undefined;

  constructor(subject: Subject, place: { readonly checkout: string; readonly cache: string }) {
    this.#subject = subject;
    this.#place = place;
    const workflows = [...subject.files].filter(([path]) => path.startsWith('.github/workflows/'));
    this.#calls = callsOf(new Map(workflows));
  }

  async does(task: Task): Promise<Verdict> {
    const since = Date.now();
    const seconds = () => (Date.now() - since) / 1000;
    try {
      const said = task.kind === 'control' ? await this.#control(task.story, task.acts) : await this.#mutation(task.id);
      return { ...said, seconds: seconds() };
    } catch (error) {
      return {
        kind: 'broken',
        sentence: error instanceof Error ? (error.stack ?? error.message) : String(error),
        seconds: seconds(),
      };
    }
  }

  async close(): Promise<void> {
    await (await this.#scratch)?.remove();
  }

  async #control(name: string, titles: readonly string[]): Promise<Said> {
    const story = STORIES.find((one) => one.name === name);
    if (story === undefined) throw new Error(`There is no story "${name}".`);
    return this.#first([
      { ...story, acts: (delivery) => story.acts(delivery).filter((act) => titles.includes(act.title)) },
    ]);
  }

  async #mutation(id: string): Promise<Said> {
    const { files, delivery, mutations } = this.#subject;
    const mutation = mutations.find((one) => one.id === id);
    const original = mutation === undefined ? undefined : files.get(mutation.file);
    if (mutation === undefined || original === undefined) throw new Error(`There is no mutation "${id}".`);
    const checkout = await this.#checkout();
    await checkout.write(mutation.file, mutation.text);
    try {
      return await this.#first(programme(mutation, STORIES, delivery, this.#calls));
    } finally {
      await checkout.write(mutation.file, original);
    }
  }

  /** Plays until one does not end as it states. */
  async #first(stories: readonly Story[]): Promise<Said> {
    const { folder } = await this.#checkout();
    const { delivery } = this.#subject;
    for (const story of stories) {
      const ended = await ending(story, {
        checkout: folder,
        cache: this.#place.cache,
        delivery,
        ground: embeddedGround,
      });
      if (!ended.held) return { kind: 'noticed', story: story.name, acts: ended.acts, sentence: ended.sentence };
    }
    return { kind: 'unnoticed', stories: stories.map(({ name }) => name) };
  }

  #checkout(): Promise<ScratchCheckout> {
    this.#scratch ??= scratchCheckout(this.#place.checkout, this.#subject.files);
    return this.#scratch;
  }
}

type Said = Verdict extends infer One ? (One extends Verdict ? Omit<One, 'seconds'> : never) : never;
