import { isDigest } from '../../domain/digest.ts';

/** The variable by which a service knows which bytes it is, so that `/version` can tell. */
export const IMAGE_DIGEST_VARIABLE = 'IMAGE_DIGEST';

const CONTAINERS: readonly string[] = ['containers', 'initContainers'];

/** Fills `IMAGE_DIGEST` of each container that asks for it, by the digest of that container's own image. Kustomize knows no place
 *  for an image but `image`, and Kubernetes tells no container its image. Nothing but an empty value is filled. */
export function withImageDigest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withImageDigest);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      CONTAINERS.includes(key) && Array.isArray(inner) ? inner.map(filled) : withImageDigest(inner),
    ]),
  );
}

function filled(container: unknown): unknown {
  if (typeof container !== 'object' || container === null || !('image' in container) || !('env' in container))
    return container;
  const { image, env } = container;
  const digest = typeof image === 'string' ? image.slice(image.indexOf('@') + 1) : '';
  if (!isDigest(digest) || !Array.isArray(env)) return container;
  return { ...container, env: env.map((entry: unknown) => (asks(entry) ? { ...entry, value: digest } : entry)) };
}

const asks = (entry: unknown): entry is { readonly name: string; readonly value: '' } =>
  typeof entry === 'object' &&
  entry !== null &&
  'name' in entry &&
  entry.name === IMAGE_DIGEST_VARIABLE &&
  'value' in entry &&
  entry.value === '';
