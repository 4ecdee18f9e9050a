/** The last bytes of a text that may be far longer, without ever holding more than that and one chunk. A character of which only a part
 *  is left is dropped. */
export async function endOf(stream: AsyncIterable<Uint8Array>, bytes: number): Promise<string> {
  let end = Buffer.alloc(0);
  for await (const chunk of stream) {
    const all = Buffer.concat([end, chunk]);
    end = all.length > bytes ? Buffer.from(all.subarray(all.length - bytes)) : all;
  }
  const first = end.findIndex((byte) => !isContinuation(byte));
  return end.subarray(first < 0 ? end.length : first).toString();
}

/** A byte of UTF-8 that no character begins with. */
const isContinuation = (byte: number): boolean => byte >= 0x80 && byte < 0xc0;
