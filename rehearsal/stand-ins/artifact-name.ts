/** Characters that no name of an artifact may have, as the message calls them. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['"', ' Double quote "'],
  [':', ' Colon :'],
  ['<', ' Less than <'],
  ['>', ' Greater than >'],
  ['|', ' Vertical bar |'],
  ['*', ' Asterisk *'],
  ['?', ' Question mark ?'],
  ['\r', ' Carriage return \\r'],
  ['\n', ' Line feed \\n'],
  ['\\', ' Backslash \\'],
  ['/', ' Forward slash /'],
];

/** @throws the sentence of GitHub's client for a name that it does not take
 *  @see https://github.com/actions/toolkit packages/artifact/src/internal/upload/path-and-artifact-name-validation.ts */
export function checkArtifactName(name: string): void {
  const found = FORBIDDEN.find(([character]) => name.includes(character));
  if (found === undefined) return;
  const all = FORBIDDEN.map(([, called]) => called).toString();
  throw new Error(
    [
      `The artifact name is not valid: ${name}. Contains the following character: ${found[1]}`,
      `Invalid characters include: ${all}`,
      'These characters are not allowed in the artifact name due to limitations with certain file systems such as NTFS. To maintain file system agnostic behavior, these characters are intentionally not allowed to prevent potential problems with downloads on different file systems.',
    ].join('\n          \n'),
  );
}
