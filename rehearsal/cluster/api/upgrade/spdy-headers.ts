import { constants, deflateRawSync, inflateSync } from 'node:zlib';
import { SPDY_DICTIONARY } from './spdy-dictionary.ts';

/** Reads the header blocks of one side of a SPDY connection. All blocks are one compressed stream, cut after each block.
 *  @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/ 2.6.10 */
export class HeaderReader {
  #compressed = Buffer.alloc(0);
  #known = 0;

  /** @returns names in lower case @throws for bytes that are no block */
  read(block: Uint8Array): ReadonlyMap<string, string> {
    // Blocks are few and short, so that the whole stream can be read again.
    this.#compressed = Buffer.concat([this.#compressed, block]);
    const all = inflateSync(this.#compressed, {
      dictionary: SPDY_DICTIONARY,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const plain = all.subarray(this.#known);
    this.#known = all.length;
    return pairsOf(plain);
  }
}

function pairsOf(plain: Buffer): ReadonlyMap<string, string> {
  let at = 0;
  const number = (): number => {
    const value = plain.readUInt32BE(at);
    at += 4;
    return value;
  };
  const text = (): string => {
    const length = number();
    at += length;
    return plain.toString('latin1', at - length, at);
  };
  const pairs = new Map<string, string>();
  for (let left = number(); left > 0; left--) {
    const name = text();
    pairs.set(name.toLowerCase(), text());
  }
  return pairs;
}

/** Begins a compressed stream that needs no dictionary. */
const BEGIN = Buffer.from([0x78, 0x9c]);
const NO_PAIRS = Buffer.alloc(4);

/** Writes header blocks without headers: nothing that answers here has any. */
export class EmptyHeaders {
  #begun = false;

  next(): Buffer {
    const block = deflateRawSync(NO_PAIRS, { finishFlush: constants.Z_SYNC_FLUSH });
    const head = this.#begun ? Buffer.alloc(0) : BEGIN;
    this.#begun = true;
    return Buffer.concat([head, block]);
  }
}
