import { gzipSync } from 'node:zlib';

/** One entry of a layer; paths are relative to the root of the image and use `/`. */
export type LayerEntry =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const BLOCK = 512;

/** An uncompressed tar of the entries, sorted by path: owned by root, dated 1970, so equal content is equal bytes anywhere.
 *  Paths too long for the classic header get an extended one.
 *  @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
export function tar(entries: readonly LayerEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  return Buffer.concat([...sorted.flatMap(blocks), Buffer.alloc(2 * BLOCK)]);
}

/** The tar, compressed at a fixed level. */
export const layerArchive = (entries: readonly LayerEntry[]): Uint8Array => gzipSync(tar(entries), { level: 6 });

function blocks(entry: LayerEntry): Uint8Array[] {
  const path = entry.kind === 'directory' ? `${entry.path}/` : entry.path;
  const target = entry.kind === 'link' ? entry.target : '';
  const extended = Object.entries({ path, linkpath: target })
    .filter(([, value]) => Buffer.byteLength(value) > 100)
    .map(([key, value]) => paxRecord(key, value))
    .join('');
  const bytes = entry.kind === 'file' ? entry.bytes : new Uint8Array();
  const type = { directory: '5', file: '0', link: '2' }[entry.kind];
  const mode = entry.kind === 'directory' ? 0o755 : entry.kind === 'link' ? 0o777 : entry.mode;
  return [
    ...(extended === ''
      ? []
      : [
          header({ path: 'PaxHeader', mode: 0o644, size: Buffer.byteLength(extended), type: 'x', target: '' }),
          padded(Buffer.from(extended)),
        ]),
    header({ path, mode, size: bytes.length, type, target }),
    padded(bytes),
  ];
}

function header(entry: {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly type: string;
  readonly target: string;
}): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, width: number): void => {
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, offset, 'latin1');
  };
  Buffer.from(entry.path).copy(block, 0, 0, 100);
  octal(entry.mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(entry.size, 124, 12);
  octal(0, 136, 12);
  block.write('        ', 148, 'latin1');
  block.write(entry.type, 156, 'latin1');
  Buffer.from(entry.target).copy(block, 157, 0, 100);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** `<length> <key>=<value>\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

const padded = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
