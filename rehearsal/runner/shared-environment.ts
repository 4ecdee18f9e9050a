/** Variables and PATH entries that steps of a job leave for the steps after them. */
export class SharedEnvironment {
  readonly variables = new Map<string, string>();
  /** The last one added is looked into first. */
  readonly path: string[] = [];
  readonly #variables = new Map<string, readonly [name: string, value: string]>();
  readonly #path: string[] = [];

  setVariable(name: string, value: string): void {
    this.variables.set(name, value);
    const key = name.toLowerCase();
    this.#variables.set(key, [this.#variables.get(key)?.[0] ?? name, value]);
  }

  addPath(entry: string): void {
    moveToEnd(this.path, entry);
    moveToEnd(this.#path, entry);
  }

  /** A copy that a background step changes without anybody seeing it. */
  fork(): SharedEnvironment {
    const copy = new SharedEnvironment();
    for (const [name, value] of this.variables) copy.variables.set(name, value);
    copy.path.push(...this.path);
    return copy;
  }

  /** What was changed since the fork counts for the others now. Names that differ in case only are one here, by the first that was set.
   *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (DeferredEnvironmentVariables, FlushDeferredEnvironment) */
  release(into: SharedEnvironment): void {
    for (const [name, value] of this.#variables.values()) into.setVariable(name, value);
    for (const entry of this.#path) into.addPath(entry);
  }
}

function moveToEnd(list: string[], entry: string): void {
  const known = list.indexOf(entry);
  if (known >= 0) list.splice(known, 1);
  list.push(entry);
}
