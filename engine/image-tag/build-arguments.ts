/** The argument by which a Dockerfile takes its base image, so that everything is built from the base that was looked at. */
export const BASE_ARGUMENT = 'BASE_IMAGE';

/** Reads `NAME=value` lines. @throws for lines of another form, for a name that is there twice, and for `BASE_IMAGE` */
export function parseBuildArguments(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => {
    const [, name, value = ''] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`"${line}" is no build argument: wanted "NAME=value".`);
    if (name === BASE_ARGUMENT)
      throw new Error(`${BASE_ARGUMENT} is set by this action. Name the base in the input "base".`);
    return [name, value] as const;
  });
  const twice = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw new Error(`${twice[0]} is given twice. Keep one of them.`);
  return Object.fromEntries(pairs);
}

export const formatBuildArguments = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
