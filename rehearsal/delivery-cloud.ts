import type { Delivery } from '../domain/delivery.ts';
import { isProtectedBranch } from './administrator.ts';
import type { OidcIssuer } from './github/oidc.ts';
import type { Accounts } from './registry/accounts.ts';
import { Cloud, registryRights } from './stand-ins/cloud.ts';

/** The cloud as an administrator has set it up for a delivery: who builds for a protected branch may write the protected repository.
 *  @param accounts those of the delivery's registry */
export const deliveryCloud = (
  delivery: Delivery,
  project: string,
  issuer: Pick<OidcIssuer, 'verify'>,
  accounts: Accounts,
): Cloud => {
  const { repository, unprotected } = delivery.registry;
  return new Cloud({
    issuer,
    accounts,
    rights: ({ ref }) =>
      registryRights(
        { project, repository, unprotected },
        isProtectedBranch(delivery, ref.replace(/^refs\/heads\//, '')),
      ),
  });
};
