import type { CelInput } from '@bufbuild/cel';
import { NotRehearsed } from '../workflow/problems.ts';

type Cel = typeof import('@bufbuild/cel');
type Parsed = NonNullable<ReturnType<Cel['parse']>['expr']>;

/** What a token says, or what is known of a resource, as expressions see it. */
export type Claims = Readonly<Record<string, string>>;

/** An expression over the claims of a token. @returns `undefined` where it makes an error, as a question about an absent claim does */
export type ClaimsExpression = (claims: Claims) => CelInput | undefined;

/** What conditions and mappings are made of (docs/decisions/0021); Google knows more, which is not rehearsed. */
const FUNCTIONS: ReadonlySet<string> = new Set(['_&&_', '_||_', '_==_', '@in', '_+_', 'startsWith']);

/** Reads an expression of the Common Expression Language.
 *  @see https://docs.cloud.google.com/iam/docs/workload-identity-federation#conditions
 *  @throws {NotRehearsed} for what is not rehearsed of the language, and for what is none of it */
export const claimsExpression = (text: string): Promise<ClaimsExpression> => expressionOver('assertion', text);

/** The same over what is asked for, as conditions of rights are.
 *  @see https://docs.cloud.google.com/iam/docs/conditions-attribute-reference#resource */
export const resourceExpression = (text: string): Promise<ClaimsExpression> => expressionOver('resource', text);

async function expressionOver(root: 'assertion' | 'resource', text: string): Promise<ClaimsExpression> {
  // Loaded when somebody logs in: a rehearsal by stand-ins needs no cloud.
  const { celEnv, celMap, isCelError, parse, plan } = await import('@bufbuild/cel');
  const parsed = parsedBy(parse, text);
  const strange = parsed.expr === undefined ? ['an expression without anything'] : strangeParts(parsed.expr, root);
  if (strange.length > 0) throw new NotRehearsed(`${strange.join(', ')} in the expression "${text}"`);
  const evaluate = plan(celEnv(), parsed);
  return (claims) => {
    const value = evaluate({ [root]: celMap(new Map(Object.entries(claims))) });
    return isCelError(value) ? undefined : value;
  };
}

function parsedBy(parse: Cel['parse'], text: string): ReturnType<Cel['parse']> {
  try {
    return parse(text);
  } catch (error) {
    throw new NotRehearsed(`the expression "${text}" (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Everything in an expression that is no question about a claim of the token, or about the resource. */
function strangeParts({ exprKind }: Parsed, root: 'assertion' | 'resource'): readonly string[] {
  const within = (part: Parsed): readonly string[] => strangeParts(part, root);
  switch (exprKind.case) {
    case 'constExpr':
      return [];
    case 'listExpr':
      return exprKind.value.elements.flatMap(within);
    case 'selectExpr': {
      const of = exprKind.value.operand?.exprKind;
      return of?.case === 'identExpr' && of.value.name === root ? [] : [`a field of anything but "${root}"`];
    }
    case 'callExpr': {
      const { function: name, target, args } = exprKind.value;
      const parts = [...(target === undefined ? [] : [target]), ...args].flatMap(within);
      return FUNCTIONS.has(name) || (root === 'resource' && name === '_!=_') ? parts : [`"${name}"`, ...parts];
    }
    default:
      return [`${exprKind.case ?? 'nothing'}`];
  }
}
