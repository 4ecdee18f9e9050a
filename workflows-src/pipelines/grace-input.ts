import { formatGraces, type GivenGraces } from '../../domain/verdict/grace-words.ts';

/** The graces of a tier as the input of `rollout` and `rollback`; defaults say nothing. */
export const graceInput = (graces: GivenGraces): { readonly graces?: string } => {
  const text = formatGraces(graces);
  return text === '' ? {} : { graces: text };
};
