/** Parts of a reference: github.com/distribution/reference. */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?';
const REFERENCE = new RegExp(
  `^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Why a kubelet would refuse this image reference, in its words; `undefined` when it can be pulled.
 *  https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed */
export const imageNameProblem = (image: string): string | undefined => {
  if (REFERENCE.test(image)) return undefined;
  const lower = REFERENCE.test(image.toLowerCase()) && /[A-Z]/.test(image);
  const why = lower
    ? `invalid reference format: repository name (${repositoryOf(image)}) must be lowercase`
    : 'invalid reference format';
  return `Failed to apply default image tag ${JSON.stringify(image)}: couldn't parse image name ${JSON.stringify(image)}: ${why}`;
};

/** The reference with the tag that is meant when there is none. */
export const withDefaultTag = (image: string): string =>
  image.includes('@') || image.slice(image.lastIndexOf('/') + 1).includes(':') ? image : `${image}:latest`;

const repositoryOf = (image: string): string => {
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `library/${name}`;
  return /[.:]/.test(first) || first === 'localhost' ? rest.join('/') : name;
};
