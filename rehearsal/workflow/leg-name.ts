/** The longest name that GitHub gives to a job of a matrix. */
const LONGEST = 100;

/** The name of one job of a matrix: what its combination shows, in parentheses; cut where it is too long.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/JobNameBuilder.cs */
export function legName(job: string, shown: readonly string[]): string {
  const name = shown.length === 0 ? job : `${job} (${shown.join(', ')})`;
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 3)}...` : name;
}
