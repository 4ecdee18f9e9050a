/** A GitHub secret by its name, `secrets.NAME`: of the environment of the job that needs it. Its value is never known here. */
export interface SecretName {
  readonly kind: 'secret';
  readonly name: string;
}

/** @see https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets */
export function secretName(name: string): SecretName {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name) || name.startsWith('GITHUB_'))
    throw new Error(
      `"${name}" is not a name of a GitHub secret: wanted upper-case letters, digits and _, not starting with a digit or GITHUB_.`,
    );
  return { kind: 'secret', name };
}
