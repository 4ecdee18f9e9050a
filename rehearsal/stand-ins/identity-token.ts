/** The job's OIDC token for an audience, asked for as the real actions ask.
 *  @throws in the words of `google-github-actions/auth` when the job has no `id-token: write`. */
export async function identityToken(env: Readonly<Record<string, string>>, audience: string): Promise<string> {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const token = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (url === undefined || token === undefined) {
    throw new Error(
      'GitHub Actions did not inject $ACTIONS_ID_TOKEN_REQUEST_TOKEN or $ACTIONS_ID_TOKEN_REQUEST_URL into this job. This most likely means the workflow permissions are incorrect: the job needs "id-token: write".',
    );
  }
  return fetchToken(`${url}&audience=${encodeURIComponent(audience)}`, `Bearer ${token}`);
}

/** What the OIDC provider answers at an address that already names the audience. */
export async function fetchToken(url: string, authorization: string): Promise<string> {
  const answer = await fetch(url, { headers: { authorization } });
  const { value } = (await answer.json()) as { readonly value?: unknown };
  if (!answer.ok || typeof value !== 'string') {
    throw new Error(`The OIDC provider refused an identity token: it answered ${answer.status}.`);
  }
  return value;
}
