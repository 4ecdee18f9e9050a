import { generatedFiles } from '../../cli/generated-files.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { withFolder } from '../with-folder.ts';
import { mutationsOf } from './mutations/enumerate.ts';
import type { Mutation } from './mutations/mutation.ts';

const DEMO = await withFolder(platform);

/** A delivery whose generated workflows are bent. */
export interface Subject {
  readonly delivery: Delivery;
  /** All generated files, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly mutations: readonly Mutation[];
}

/** Workflows of a delivery; what checks this repository itself delivers nothing. */
const WORKFLOW = /^\.github\/workflows\/(build|deploy|promote|rollback|test)\.yml$/;

/** The demo. Jobs that say the same of several services are bent for the last of them only. */
export function drilledSubject(): Subject {
  const files = new Map(generatedFiles(platform).map(({ path, content }) => [path, content]));
  const all = [...files].filter(([path]) => WORKFLOW.test(path)).flatMap(([path, text]) => mutationsOf(path, text));
  const names = platform.services.map(({ name }) => name);
  return { delivery: DEMO, files, mutations: withoutRepetitions(all, names) };
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
