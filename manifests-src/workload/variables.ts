import type { EnvVar } from 'kubernetes-types/core/v1.d.ts';
import type { SecretVariable, Variables } from '../../domain/environment.ts';

export const environmentVariables = (variables: Variables): EnvVar[] =>
  Object.entries(variables).map(([name, value]) => ({ name, value }));

export const secretVariables = (secrets: readonly SecretVariable[]): EnvVar[] =>
  secrets.map(({ variable, secret, key }) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: secret, key } },
  }));
