import { generatedFiles } from '../../cli/generated-files.ts';
import { delivery } from '../../domain/delivery.ts';
import { IDENTITIES_FILE } from '../../rehearsal/cloud/told-file.ts';
import { withServiceAccounts } from '../unit/setup-src/service-accounts.ts';
import type { FileMutation } from './mutations.ts';
import { throughAll } from './short-stories.ts';

/** The demo where identities act as service accounts, and tiers keep what they have proven in their cluster. */
export const ACCOUNTS = delivery({ ...withServiceAccounts(), evidence: 'cluster' });

/** What it generates. */
export const accountFiles = (): ReadonlyMap<string, string> =>
  new Map(generatedFiles(ACCOUNTS).map(({ path, content }) => [path, content]));

const bootstrapOf = (tier: string): string => `${ACCOUNTS.root}/k8s/bootstrap/${tier}.yaml`;
const SUBJECT = / name: tier-(\w+)@.*/g;

/** What only such a delivery has: accounts to act as, and who reads what was proven in a cluster. */
export function accountMutations(): readonly FileMutation[] {
  const files = accountFiles();
  const dropped = (id: string, file: string, change: (text: string) => string): FileMutation => {
    const unchanged = files.get(file) ?? '';
    const text = change(unchanged);
    if (text === unchanged) throw new Error(`${file} has nothing to drop for "${id}".`);
    return { id: `accounts: ${id}`, file, text, unchanged, shown: { by: 'story', story: throughAll, of: 'accounts' } };
  };
  const [staging, production] = [bootstrapOf('staging'), bootstrapOf('production')];
  return [
    ...['build-protected', 'tier-staging', 'tier-production'].map((name) =>
      dropped(`whom ${name} acts as`, IDENTITIES_FILE, (text) =>
        text.replace(`"serviceAccount": "${name}@`, '"serviceAccount": "somebody@'),
      ),
    ),
    dropped('the deployer of staging', staging, (text) =>
      text.replace(SUBJECT, (all, of) => (of === 'staging' ? ' name: somebody' : all)),
    ),
    dropped('the deployer of production', production, (text) => text.replace(SUBJECT, ' name: somebody')),
    dropped('who reads what staging has proven', staging, (text) =>
      text.replace(SUBJECT, (all, of) => (of === 'production' ? ' name: somebody' : all)),
    ),
    dropped('of which image it may be read', staging, (text) =>
      text.replace('- sluice-evidence-dashboard', '- sluice-evidence-web'),
    ),
  ];
}
