export const HASH_LABEL = 'pod-template-hash';

/** Characters without vowels and look-alikes, so that no word comes out: k8s.io/apimachinery/pkg/util/rand. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for a pod template, equal for equal templates in any order of keys. Shaped as Kubernetes' own (FNV-1a, 32 bits,
 *  its safe alphabet) but not equal to it, because that one hashes Go's print of its structs.
 *  @param collisions how often another template of this Deployment had the same hash. */
export const templateHash = (template: unknown, collisions = 0): string => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(canonical(template) + (collisions === 0 ? '' : `#${collisions}`))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return Array.from(String(hash), (digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('');
};

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
};
