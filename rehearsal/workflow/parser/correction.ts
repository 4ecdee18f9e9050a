/** A place where GitHub's TypeScript packages answer otherwise than GitHub's server and its runner, which are the judge. The text is
 *  replaced while the bundle is made; an upgrade that has changed it breaks the build, and the place has to be read again. */
export interface Correction {
  /** End of the module's path. */
  readonly module: string;
  /** Stands in the module so many times; once where nothing is said. */
  readonly wrong: string;
  readonly times?: number;
  readonly right: string;
  /** What `right` needs, by the file beside this one that exports it. */
  readonly imports?: Readonly<Record<string, string>>;
  /** What would be wrong, and where the judge says so: a file below `src/` of github.com/actions/runner. */
  readonly because: string;
}

/** The module's text with all its corrections. @throws when one of them does not fit */
export function corrected(path: string, text: string, corrections: readonly Correction[], folder: string): string {
  const own = corrections.filter(({ module }) => path.replaceAll('\\', '/').endsWith(module));
  const imports = new Map(own.flatMap((one) => Object.entries(one.imports ?? {})));
  const head = [...imports].map(([name, file]) => `import { ${name} } from ${JSON.stringify(`${folder}/${file}`)};\n`);
  return own.reduce(
    (result, { wrong, right, times = 1 }) => {
      const parts = result.split(wrong);
      if (parts.length - 1 !== times) {
        throw new Error(
          `${path} has "${wrong}" ${parts.length - 1} times, wanted ${times}: read that place again, and github.com/actions/runner.`,
        );
      }
      return parts.join(right);
    },
    `${head.join('')}${text}`,
  );
}
