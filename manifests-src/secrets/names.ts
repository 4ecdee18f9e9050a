import { OBJECT_LIVES } from '../../domain/object-life.ts';

/** The one store of a tier. */
export const SECRET_STORE = 'secret-manager';

/** Of External Secrets Operator, as of 0.16; what was v1beta1 is served no more. */
export const EXTERNAL_SECRETS_VERSION = OBJECT_LIVES.SecretStore.apiVersion;
