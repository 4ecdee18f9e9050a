/** Why a config cannot be used: a sentence for people that names the file, and the line where there is one. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}
