import { generatedFiles } from '../../cli/generated-files.ts';
import { withoutPython } from '../../cli/rehearsal/delivery-here.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { platform } from '../../examples/ai-agent-platform/delivery.ts';
import { mutationsOf } from './mutations/enumerate.ts';
import type { Mutation } from './mutations/mutation.ts';

export const SUBJECT_NAMES = ['alone', 'both'] as const;
export type SubjectName = (typeof SUBJECT_NAMES)[number];

/** A delivery whose generated workflows are bent. */
export interface Subject {
  readonly name: SubjectName;
  readonly delivery: Delivery;
  /** All generated files, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly mutations: readonly Mutation[];
}

/** Workflows of a delivery; what checks this repository itself delivers nothing. */
const WORKFLOW = /^\.github\/workflows\/(build|deploy|promote|rollback|test)\.yml$/;

/** The demo in two sizes. Of the whole demo only that is bent which it has and the dashboard alone has not: its jobs for two services say
 *  the same twice, and each of them costs twice as much to play. */
export function subjects(): Readonly<Record<SubjectName, Subject>> {
  const small = withoutPython(platform);
  const alone = subject('alone', small.delivery, small.replaced);
  const whole = new Map(generatedFiles(platform).map(({ path, content }) => [path, content]));
  const both = subject('both', platform, whole);
  const names = platform.services.map(({ name }) => name);
  const known = new Set(alone.mutations.map((mutation) => construct(mutation, names)));
  const own = both.mutations.filter((mutation) => !known.has(construct(mutation, names)));
  return { alone, both: { ...both, mutations: own } };
}

function subject(name: SubjectName, delivery: Delivery, files: ReadonlyMap<string, string>): Subject {
  const workflows = [...files].filter(([path]) => WORKFLOW.test(path));
  return { name, delivery, files, mutations: workflows.flatMap(([path, text]) => mutationsOf(path, text)) };
}

/** What a mutation is of, whichever service it is for; an operand is known by what it says, not by its number. */
const construct = ({ id, what }: Mutation, services: readonly string[]): string =>
  services.reduce((so, service) => so.replaceAll(service, 'SERVICE'), `${id.replace(/-\d+$/, '')} ${what}`);
