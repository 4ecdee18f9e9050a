import { posix } from 'node:path';

/** One entry of an unpacked archive. Paths are relative to the root, normal, and never lead out of it. */
export type TarEntry =
  | { readonly kind: 'directory'; readonly path: string; readonly mode: number }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly bytes: Uint8Array }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | { readonly kind: 'hardlink'; readonly path: string; readonly target: string };

const BLOCK = 512;

/** Reads the archives that image builders write: ustar with pax and GNU extensions for long names.
 *  @throws for a damaged archive, an entry that would leave the root, and kinds that a file tree cannot hold here (devices).
 *  @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
export function* readTar(archive: Uint8Array): Generator<TarEntry> {
  let extended: Readonly<Record<string, string>> = {};
  for (let offset = 0; offset + BLOCK <= archive.length; ) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    verifyChecksum(header, offset);
    const size = extended['size'] === undefined ? number(header, 124, 12) : Number(extended['size']);
    const body = archive.subarray(offset + BLOCK, offset + BLOCK + size);
    if (body.length < size)
      throw new Error(`The layer ends within an entry: ${body.length} of ${size} bytes are there.`);
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') extended = { ...extended, ...paxRecords(body) };
    else if (type === 'L') extended = { ...extended, path: text(body, 0, size) };
    else if (type === 'K') extended = { ...extended, linkpath: text(body, 0, size) };
    else if (type !== 'g') {
      const path = inside(extended['path'] ?? longName(header));
      if (path !== '.') yield entry(type, path, extended['linkpath'] ?? text(header, 157, 100), header, body);
      extended = {};
    }
  }
}

const entry = (type: string, path: string, link: string, header: Uint8Array, bytes: Uint8Array): TarEntry => {
  const mode = number(header, 100, 8) & 0o777;
  switch (type) {
    case '0':
    case '\0':
      return { kind: 'file', path, mode, bytes };
    case '1':
      return { kind: 'hardlink', path, target: inside(link) };
    case '2':
      return { kind: 'symlink', path, target: linkInside(path, link) };
    case '5':
      return { kind: 'directory', path, mode };
    default:
      throw new Error(
        `The layer's entry ${path} is of type "${type}": only files, directories and links are unpacked.`,
      );
  }
};

/** The path without a leading slash. @throws when it climbs out of the root. */
const inside = (path: string): string => {
  const normal = posix.normalize(path.replace(/^\/+/, '')).replace(/\/$/, '');
  if (normal === '..' || normal.startsWith('../')) throw new Error(`The layer's entry ${path} would leave its root.`);
  return normal === '' ? '.' : normal;
};

/** The target of a symbolic link, relative to the link: in an image `/` is the image's root, not the machine's. */
const linkInside = (path: string, target: string): string => {
  const directory = posix.dirname(path);
  const absolute = target.startsWith('/') ? inside(target) : inside(posix.join(directory, target));
  return posix.relative(directory, absolute) || '.';
};

const longName = (header: Uint8Array): string => {
  const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
};

const text = (bytes: Uint8Array, start: number, length: number): string => {
  const field = Buffer.from(bytes.subarray(start, start + length));
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
};

/** Octal digits; numbers too large for them are binary with the first bit set. */
const number = (bytes: Uint8Array, start: number, length: number): number => {
  if (((bytes[start] ?? 0) & 0x80) !== 0) {
    return bytes.subarray(start + 1, start + length).reduce((total, byte) => total * 256 + byte, 0);
  }
  return Number.parseInt(text(bytes, start, length).trim() || '0', 8);
};

const verifyChecksum = (header: Uint8Array, offset: number): void => {
  const expected = number(header, 148, 8);
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== expected) throw new Error(`The layer is damaged at byte ${offset}: checksum ${sum}, wanted ${expected}.`);
};

/** `<length> <key>=<value>\n`, one after the other. */
const paxRecords = (body: Uint8Array): Record<string, string> => {
  const records: Record<string, string> = {};
  const bytes = Buffer.from(body);
  for (let start = 0; start < bytes.length; ) {
    const space = bytes.indexOf(0x20, start);
    const length = Number(bytes.toString('utf8', start, space));
    if (space < 0 || !(length > 0)) break;
    const [key = '', ...value] = bytes.toString('utf8', space + 1, start + length - 1).split('=');
    records[key] = value.join('=');
    start += length;
  }
  return records;
};
