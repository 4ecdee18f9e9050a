import rules from './secret-forms.json' with { type: 'json' };

/** How secrets of one kind look. */
export interface SecretForm {
  readonly id: string;
  /** Global; its first group, where there is one, is the secret, and around it stands what ends it. */
  readonly expression: RegExp;
}

/** Forms that a kept rule set does not have, or only at their full length: half a token in a log is enough to worry. */
export const OWN_FORMS: readonly SecretForm[] = [
  {
    id: 'private-key',
    expression: /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----|$)/g,
  },
  // The last lines of a log may begin within a key.
  {
    id: 'private-key-end',
    expression: /(?<=^|\n)(?:[A-Za-z0-9+/=]{20,}[ \t]*\n)*-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----/g,
  },
  { id: 'jwt', expression: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*(?:\.[\w-]+){0,2}/g },
  {
    id: 'token',
    expression:
      /\b(gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|(AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|sk-[\w-]{20,}|[sr]k_(live|test)_\w{16,}|npm_\w{30,}|pypi-[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|dckr_(pat|oat|jti)_[\w-]{16,}|hf_\w{30,})/g,
  },
  {
    id: 'token',
    expression:
      /\b(hv[bsr]\.[\w-]{8,}|do[opr]_v1_\w{8,}|gl(?:[a-z]{2,5}t)-[\w-]{16,}|xapp-[\w-]{10,}|glsa_\w{16,}|glc_[\w+/=]{16,}|shp(?:at|ca|pa|ss)_\w{16,}|sq0(?:atp|csp)-[\w-]{16,}|lin_api_\w{16,}|pscale_(?:tkn|pw|oauth)_[\w.=-]{16,}|PMAK-[\w-]{16,}|NRAK-\w{16,}|sntry[su]_[\w+/=-]{16,}|dp\.(?:pt|st|ct|sa)\.[\w.-]{16,}|ATATT3[\w=-]{16,}|pul-\w{16,}|gsk_\w{16,}|xai-\w{16,}|GOCSPX-[\w-]{16,}|1\/\/0[\w-]{20,}|whsec_[\w+/=]{16,}|r8_\w{16,}|nvapi-[\w-]{16,}|fo1_[\w-]{16,}|fm2_[\w+/=]{16,}|\d{8,10}:AA[\w-]{30,}|AGE-SECRET-KEY-1\w{16,})/g,
  },
];

/** What a secret is called, as the end of a name or before what separates it from its value. */
export const SECRET_WORDS = [
  'password|passwd|passphrase|passcode|pwd|secret|token|credential|signature',
  '(?<![a-z])(?:pass|pw|psk)(?![\\w-])',
  '(?:api|access|account|private|encryption|signing|session|auth|client|master|shared|license)[-_]?key|session[-_]?id',
].join('|');
/** What stands before the name of an object, which may hold any word: `pod "token-issuer": not ready`. */
const OBJECTS = 'pod|pods|container|deployment|statefulset|daemonset|job|service|namespace|configmap|claim|image|node';

/** Any word behind these two may be a credential, and any other word. */
const SCHEMES = /(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi;

/** What stands before stays readable up to the value: `password=***`. */
const NAMED: readonly RegExp[] = [
  /(\bauthorization\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?(?:[a-z][\w-]{0,30}\s{1,8})?)[^\s"',;\\]+/gi,
  // Quotes may be those of JSON within JSON.
  new RegExp(
    // What is looked for stands first: looking back from every place of a text takes long.
    `(?=${SECRET_WORDS})(?<!\\b(?:${OBJECTS}|secret) ["'][\\w.-]{0,253})((?:${SECRET_WORDS})[\\w-]{0,64}\\\\{0,3}["']?\\s{0,8}(?:=>|[:=])\\s{0,8}(?:\\\\{0,3}["'])?)[^\\s"',;&)}\\]\\\\]+`,
    'gi',
  ),
  new RegExp(`(?<![\\w-])(--[\\w-]{0,64}?(?:${SECRET_WORDS})\\s{1,8}["']?)[^\\s"'-][^\\s"']*`, 'gi'),
  // The password of a registry in docker's configuration, and of a machine in .netrc.
  /((?<![a-z])auth\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?)[A-Za-z0-9+/]{16,}={0,2}/gi,
  /(\blogin\s{1,8}\S{1,256}\s{1,8}password\s{1,8})\S+/gi,
  /((?:set-)?cookie:\s*)[^\r\n]+/gi,
  /([?&]sig=)[^\s&"']+/gi,
  /(:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
  /(:\/\/)[^\s/@:]{16,}(?=@)/g,
  /(hooks\.slack\.com\/services\/|discord(?:app)?\.com\/api\/webhooks\/|webhook\.office\.com\/webhookb2\/)[\w/@.-]+/g,
  // Docker Hub tells the account whose pulls are used up.
  /(pull rate limit[^\n]{0,40}? as ['"]?)[^\s'":]+/gi,
];

/** Replaces what looks like a secret. It cannot know every form; secrets do not belong into logs. */
export const mask = (text: string): string => maskForms(text.replace(SCHEMES, `$1${STARS}`));

/** Whether a text has a secret in it by its form, or behind a name that says so. What is only a word behind another one is none. */
export const hasSecretForm = (text: string): boolean => maskForms(text) !== text;

function maskForms(text: string): string {
  const own = OWN_FORMS.reduce((masked, { expression }) => masked.replace(expression, STARS), text);
  const hidden = keptForms(own).reduce((masked, { expression }) => masked.replace(expression, starred), own);
  return NAMED.reduce((masked, pattern) => masked.replace(pattern, `$1${STARS}`), hidden);
}

const STARS = '***';

/** Rules of gitleaks, which knows secrets by their form; `secret-forms.json` says where they are from and under which licence. */
const KEPT: readonly {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly source: string;
  readonly flags: string;
}[] = rules.forms;

/** The kept forms of which a text has a keyword: few, so that few expressions are made. */
export function keptForms(text: string): readonly SecretForm[] {
  const lower = text.toLowerCase();
  return KEPT.filter(({ keywords }) => keywords.some((keyword) => lower.includes(keyword))).map(formOf);
}

const made = new Map<string, SecretForm>();
function formOf({ id, source, flags }: (typeof KEPT)[number]): SecretForm {
  const known = made.get(id) ?? { id, expression: new RegExp(source, flags) };
  made.set(id, known);
  return known;
}

/** The secret is the first group where there is one: around it stands what ends it. */
const starred = (whole: string, secret: unknown): string =>
  typeof secret === 'string' && secret !== '' ? whole.replace(secret, () => STARS) : STARS;
