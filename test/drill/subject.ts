import { generatedFiles } from '../../cli/generated-files.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { platform } from '../../examples/ai-agent-platform/delivery.ts';
import { STORIES } from '../../rehearsal/stories/stories.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { mutationsOf } from './mutations/enumerate.ts';
import type { FileMutation, Mutation } from './mutations/mutation.ts';
import { programme } from './play/programme.ts';
import { callsOf } from './play/reach.ts';

/** A delivery whose generated files are bent. */
export interface Subject {
  readonly delivery: Delivery;
  /** All generated files, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly mutations: readonly FileMutation[];
  /** Stories that can show what one of its mutations leads to, those that take least first. */
  programmeOf(id: string): readonly Story[];
}

/** Workflows of a delivery; what checks this repository itself delivers nothing. */
const WORKFLOW = /^\.github\/workflows\/(build|deploy|promote|rollback|test)\.yml$/;

/** The demo. Jobs that say the same of several services are bent for the last of them only. */
export function drilledSubject(): Subject {
  const files = new Map(generatedFiles(platform).map(({ path, content }) => [path, content]));
  const all = [...files].filter(([path]) => WORKFLOW.test(path)).flatMap(([path, text]) => mutationsOf(path, text));
  const names = platform.services.map(({ name }) => name);
  const mutations = withoutRepetitions(all, names);
  const calls = callsOf(new Map([...files].filter(([path]) => path.startsWith('.github/workflows/'))));
  return {
    ...{ delivery: platform, files, mutations },
    programmeOf(id) {
      const mutation = mutations.find((one) => one.id === id);
      return mutation === undefined ? [] : programme(mutation, STORIES, platform, calls);
    },
  };
}

/** @param services all of them; the last one's jobs stand for those of the others, where they say the same */
export function withoutRepetitions(all: readonly Mutation[], services: readonly string[]): readonly Mutation[] {
  const others = services.slice(0, -1);
  const last = services.at(-1) ?? '';
  const isOf = ({ job = '' }: Mutation, service: string): boolean => job === service || job.endsWith(`-${service}`);
  const known = new Set(all.filter((mutation) => isOf(mutation, last)).map((one) => construct(one, services)));
  return all.filter(
    (mutation) => !others.some((service) => isOf(mutation, service)) || !known.has(construct(mutation, services)),
  );
}

/** What a mutation is of, whichever service it is for; an operand is known by what it says, not by its number. */
const construct = ({ id, what }: Mutation, services: readonly string[]): string =>
  services.reduce((so, service) => so.replaceAll(service, 'SERVICE'), `${id.replace(/-\d+$/, '')} ${what}`);
