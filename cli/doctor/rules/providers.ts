import { field, text } from '../../../adapters/github/narrow.ts';
import { conjuncts } from '../../../setup-src/gcp/condition.ts';
import type { Identity } from '../../../setup-src/gcp/identities.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { Check, DoctorRule, Lack, Wanted } from '../rule.ts';

/** The condition of a provider is the whole rule of who gets in. */
export const providers: DoctorRule = {
  id: 'providers',
  checks: (wanted) => wanted.gcp.identities.map((identity) => checkOf(wanted, identity)),
};

const checkOf = ({ gcp: { project, pool } }: Wanted, identity: Identity): Check => ({
  lines: ['no-keys'],
  about: `the provider ${identity.name}`,
  question: {
    program: 'gcloud',
    group: 'iam workload-identity-pools providers',
    verb: 'describe',
    about: [identity.name, '--location=global', `--workload-identity-pool=${pool}`, `--project=${project.id}`],
  },
  judge: (value) => judged(identity, value).map((sentence): Lack => ({ sentence, command: RUN_SETUP })),
});

function judged({ name, condition, audience }: Identity, value: unknown): readonly string[] {
  if (value === undefined || text(value, 'state') === 'DELETED')
    return [`There is no provider ${name}: its jobs cannot log in.`];
  const audiences = field(field(value, 'oidc'), 'allowedAudiences');
  return [
    ...(field(value, 'disabled') === true ? [`The provider ${name} is disabled: its jobs cannot log in.`] : []),
    ...(text(value, 'attributeCondition') === conjuncts(condition).join(' && ')
      ? []
      : [`The condition of the provider ${name} is not the one of the delivery: it decides who gets in.`]),
    ...(Array.isArray(audiences) && audiences.length === 1 && audiences[0] === audience
      ? []
      : [`The provider ${name} takes tokens that were made for others than itself.`]),
  ];
}
