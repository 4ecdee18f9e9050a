import type { Service } from '../../domain/service.ts';
import { GITHUB } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { inputs } from '../language/input.ts';
import type { JobCondition } from '../language/job.ts';
import { equals, not, or, orElse } from '../language/operator.ts';

const ALL = 'all';

/** What people choose who start a promotion: never bytes. Whoever calls it chooses nothing. */
export const promotionInputs = (services: readonly Service[]) =>
  inputs({
    service: {
      type: 'choice',
      options: [ALL, ...services.map(({ name }) => name)],
      required: true,
      default: ALL,
      description: 'Service to promote.',
    },
    commit: {
      type: 'string',
      required: false,
      default: '',
      description: "A commit on the tier's branch whose releases are promoted; empty for the newest.",
    },
  });

export type PromotionInputs = ReturnType<typeof promotionInputs>;

/** The chosen service, or all of them; a call has no such input, and means all. */
export const chosenService = ({ values }: PromotionInputs): Expression<string, 'inputs'> => orElse(values.service, ALL);

/** The commit that is promoted. */
export const promotedCommit = ({ values }: PromotionInputs): Expression<string, 'inputs' | 'github'> =>
  orElse<string, 'inputs' | 'github'>(values.commit, GITHUB.sha);

export const isChosen = (given: PromotionInputs, { name }: Service): JobCondition & Expression<boolean, 'inputs'> =>
  or(equals(chosenService(given), ALL), equals(chosenService(given), name));

export const isNotChosen = (given: PromotionInputs, service: Service): Expression<boolean, 'inputs'> =>
  not(isChosen(given, service));
