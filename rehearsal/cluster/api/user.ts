/** Who a request comes from, as `UserInfo` says it.
 *  https://kubernetes.io/docs/reference/access-authn-authz/authentication/ */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export const AUTHENTICATED = 'system:authenticated';

/** Whoever is in this group may do everything, and no role says so. */
export const ADMINISTRATORS = 'system:masters';
