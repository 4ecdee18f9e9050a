const MOST_BYTES = 4096;

export class TooLarge extends Error {}

/** The text of a small form. @throws {TooLarge} before more is read than a form has. */
export async function readForm(request) {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES)
    throw new TooLarge(`A form has at most ${MOST_BYTES} bytes.`);
  let text = '';
  let bytes = 0;
  request.setEncoding('utf8');
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += Buffer.byteLength(chunk);
    if (bytes > MOST_BYTES) throw new TooLarge(`A form has at most ${MOST_BYTES} bytes.`);
    text += chunk;
  }
  return text;
}
