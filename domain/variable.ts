/** A GitHub configuration variable, `vars.NAME`: set per repository or per environment, read when a workflow runs. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#naming-conventions-for-configuration-variables */
export function variable(name: string): Variable {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name) || name.startsWith('GITHUB_')) {
    throw new Error(
      `"${name}" is not a name of a GitHub variable: wanted upper-case letters, digits and _, not starting with a digit or GITHUB_.`,
    );
  }
  return { kind: 'variable', name };
}
