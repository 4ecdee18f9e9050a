const CONTAINERS: readonly string[] = ['containers', 'initContainers', 'ephemeralContainers'];

/** Every image that a container of the object runs, wherever its pod template lies; custom resources have them elsewhere. */
export function containerImages(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(containerImages);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(CONTAINERS.includes(key) && Array.isArray(inner) ? inner.flatMap(ownImage) : []),
    ...containerImages(inner),
  ]);
}

const ownImage = (container: unknown): readonly string[] =>
  typeof container === 'object' && container !== null && 'image' in container && typeof container.image === 'string'
    ? [container.image]
    : [];
