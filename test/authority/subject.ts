import { generatedFiles } from '../../cli/generated-files.ts';
import { platform } from '../../examples/ai-agent-platform/delivery.ts';
import { allTheWay } from '../../rehearsal/stories/all-the-way.ts';
import type { FileMutation } from '../drill/mutations/mutation.ts';
import type { Subject } from '../drill/subject.ts';
import { IDENTITIES, rightMutations } from './mutations/identities.ts';
import { roleMutations } from './mutations/roles.ts';

const bootstrapOf = (tier: string): string => `${platform.root}/k8s/bootstrap/${tier}.yaml`;

/** The demo, whose rights are taken away one by one: an honest delivery has to miss each. */
export function authoritySubject(): Subject {
  const files = new Map(generatedFiles(platform).map(({ path, content }) => [path, content]));
  const textOf = (path: string): string => files.get(path) ?? '';
  const roles = platform.tiers.flatMap(({ name }) => roleMutations(bootstrapOf(name), textOf(bootstrapOf(name))));
  return {
    ...{ delivery: platform, files },
    mutations: [...rightMutations(textOf(IDENTITIES)), ...onceEach(roles)],
    programmeOf: () => [allTheWay],
  };
}

/** What several tiers give alike is taken from the first; who has it, from each. */
function onceEach(roles: readonly FileMutation[]): readonly FileMutation[] {
  const known = new Set<string>();
  return roles.filter(({ id }) => {
    const right = id.endsWith('/binding') ? id : id.slice(id.indexOf('/'));
    return !known.has(right) && known.add(right);
  });
}
