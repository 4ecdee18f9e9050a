import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
import { AUTHENTICATED, type User } from './user.ts';

/** What a token says. https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens */
export interface Claims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly nbf: number;
  readonly sub: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly serviceaccount: { readonly name: string; readonly uid: string };
  };
}

/** Who issues the tokens, and for whom they are when nobody says: the API itself. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

export interface TokenWish {
  readonly audiences: readonly string[];
  readonly seconds: number;
  /** In milliseconds. */
  readonly now: number;
}

export const claimsFor = ({ metadata }: KubernetesObject, { audiences, seconds, now }: TokenWish): Claims => {
  const { namespace = '', name, uid = '' } = metadata;
  const issued = Math.floor(now / 1000);
  return {
    aud: audiences,
    exp: issued + seconds,
    iat: issued,
    iss: ISSUER,
    jti: randomUUID(),
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${name}`,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  };
};

export const userOf = ({ sub, jti, 'kubernetes.io': { namespace, serviceaccount } }: Claims): User => ({
  username: sub,
  uid: serviceaccount.uid,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
  extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] },
});

/** Signs claims as a JSON Web Token, and reads them back from a token that it signed itself. */
export interface TokenKey {
  seal(claims: Claims): string;
  /** `undefined` for whatever this key has not sealed. */
  open(token: string): Claims | undefined;
}

export const createTokenKey = (): TokenKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    seal(claims) {
      const text = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
    open(token) {
      const [header = '', claims = '', signature = '', ...more] = token.split('.');
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      if (
        more.length > 0 ||
        !verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
      )
        return undefined;
      return record(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))) as unknown as Claims;
    },
  };
};
