/** Google's Security Token Service does not take a credential.
 *  @see https://datatracker.ietf.org/doc/html/rfc8693#section-2.2.2 */
export class RefusedExchange extends Error {
  override readonly name = 'RefusedExchange';
  readonly code: 'invalid_grant' | 'invalid_target' | 'unauthorized_client';

  constructor(code: RefusedExchange['code'], description: string) {
    super(description);
    this.code = code;
  }

  /** The answer as it is on the wire. */
  get body(): string {
    return JSON.stringify({ error: this.code, error_description: this.message });
  }
}
