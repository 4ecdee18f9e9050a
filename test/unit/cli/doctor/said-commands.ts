import { argumentsOf } from '../../../../cli/doctor/question.ts';
import { DOCTOR_RULES } from '../../../../cli/doctor/rules.ts';
import { wantedOf } from '../../../../cli/doctor/wanted-of.ts';
import { delivery, WORKFLOWS } from './healthy-world.ts';

const checks = DOCTOR_RULES.flatMap(({ checks: of }) =>
  of(
    wantedOf(
      delivery,
      WORKFLOWS.map((path) => ({ path })),
    ),
  ),
);

/** Every call of gcloud that a doctor makes, and every one that it tells people to make: of what is not there, of what is there and says
 *  nothing, and of what is there and says something else. */
export const saidCommands = (): readonly (readonly string[])[] => [
  ...checks.flatMap(({ question }) => (question.program === 'gcloud' ? [argumentsOf(question)] : [])),
  ...checks
    .flatMap(({ judge }) =>
      [undefined, {}, { disabled: true, projectNumber: '1', dockerConfig: { immutableTags: true } }].flatMap(judge),
    )
    .flatMap(({ command }) => {
      const [program, ...args] = command.replace(/ {2}#.*/, '').split(' ');
      return program === 'gcloud' ? [args] : [];
    }),
];
