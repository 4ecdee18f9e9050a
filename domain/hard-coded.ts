import { hasSecretForm, SECRET_WORDS } from './mask.ts';

/** A name that ends in what a secret is called; what it is encoded in, and which of several it is, may stand behind. */
const SECRET_NAME = new RegExp(`(?:${SECRET_WORDS}|key[-_]?base)s?(?:[-_]?(?:base64|b64|pem|json|value|\\d+))?$`, 'i');
/** Any other key, unless everybody is meant to know it. */
const KEY_NAME = /(?<!public[-_]?|publishable[-_]?|site[-_]?)key$/i;

/** What is put in later, by Kubernetes or by the process: `$(NAME)`, `${NAME}`, `{{ name }}`, `{name}`, `<name>`, `%s`, `%(name)s`. */
const PLACEHOLDER = /\$\([^)]*\)|\$?\{\{?[\w .:-]+\}?\}|<[\w -]+>|%\([^)]*\)s|%s/g;

/** What may stand under such a name: nothing, yes or no, where the secret is, and how many tokens of text. */
const NO_SECRET = /^(?:|true|false|yes|no|on|off|enabled|disabled|none|null|\.{0,2}\/\S*|https?:\/\/\S*)$/i;
const COUNT_NAME = /tokens$/i;
const COUNT = /^\d{1,7}$/;

/** Whether a variable hands a secret over in plain text, by its name or by the form of its value. */
export function isHardCodedSecret(name: string, value: string): boolean {
  const own = value.replace(PLACEHOLDER, '');
  if (hasSecretForm(own)) return true;
  if (NO_SECRET.test(own.trim()) || (COUNT_NAME.test(name) && COUNT.test(own))) return false;
  return SECRET_NAME.test(name) || (KEY_NAME.test(name) && looksMade(own));
}

/** Whether nobody would type it by hand: 16 characters or more without a space, of letters and digits, hardly one of them often. */
function looksMade(text: string): boolean {
  const kinds = [/[A-Za-z]/, /\d/].filter((kind) => kind.test(text)).length;
  return text.length >= 16 && !/\s/.test(text) && kinds === 2 && new Set(text).size >= 10;
}
