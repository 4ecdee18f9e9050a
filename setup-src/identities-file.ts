import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';
import { conjuncts } from './gcp/condition.ts';
import { roleName } from './gcp/custom-roles.ts';
import { type GcpSetup, ISSUER } from './gcp/gcp-setup.ts';

const SOURCE = 'setup-src/identities-file.ts > identitiesFile';

/** Who may act in the cloud, for programs: a rehearsal that enforces the same borders, an auditor's script. */
export const identitiesFile = (
  { project, pool, location, registries, roles, identities, databases, backups, pods, secrets, edges }: GcpSetup,
  path: string,
): GeneratedFile => ({
  path,
  source: SOURCE,
  content: `${JSON.stringify(
    {
      '//': generatedFrom(SOURCE),
      schema: 'sluice.identities/v1',
      project,
      pool: `projects/${project.number}/locations/global/workloadIdentityPools/${pool}`,
      issuer: ISSUER,
      registry: {
        location,
        repositories: registries.map(({ name }) => name),
        moved: registries.filter(({ tags }) => tags === 'moved').map(({ name }) => name),
      },
      ...(roles.length === 0
        ? {}
        : { roles: roles.map((role) => ({ name: roleName(project.id, role), permissions: role.permissions })) }),
      identities: identities.map(
        ({ name, provider, audience, mapping, condition, subject, principal, serviceAccount, rights }) => ({
          name,
          provider,
          audience,
          mapping: { 'google.subject': mapping },
          condition: conjuncts(condition).join(' && '),
          subject,
          principal,
          ...(serviceAccount === undefined ? {} : { serviceAccount }),
          rights,
        }),
      ),
      ...(databases.length === 0 ? {} : { databases, pods }),
      ...(secrets.length === 0 ? {} : { secrets }),
      ...(backups === undefined ? {} : { backups }),
      ...(edges.length === 0 ? {} : { edges }),
    },
    undefined,
    2,
  )}\n`,
});
