import type { Delivery } from '../../domain/delivery.ts';
import type { Page, Sights } from './seen.ts';
import type { Stage } from './stage.ts';
import type { Sight } from './statement.ts';

/** The tiers and services that are looked at. */
export type Tiers = Pick<Delivery, 'tiers' | 'services'>;

/** The page by which bytes are told apart: it says the digest of the image that answers. */
export const VERSION = '/version';

const nameOf = ({ tier, service }: { readonly tier: string; readonly service: string }): string =>
  `${service} in ${tier}`;

/** Looks at every service of every tier that answers anybody. */
export async function look(stage: Pick<Stage, 'version'>, { tiers, services }: Tiers): Promise<Sights> {
  const places = tiers.flatMap((tier) =>
    services.filter(({ kind }) => kind === 'web').map((service) => ({ tier: tier.name, service: service.name })),
  );
  const pages = await Promise.all(
    places.map(async ({ tier, service }): Promise<Page> => {
      const text = await stage.version(tier, service).catch(() => undefined);
      return { tier, service, text };
    }),
  );
  return new Map(pages.map((page) => [nameOf(page), page]));
}

/** One sentence for each page that does not show what is stated, and for each service that changed though nothing is stated of it.
 *  @param seen.others what acts that are played at the same time state, and what is not settled */
export async function compareSights(
  stage: Pick<Stage, 'visit'>,
  stated: readonly Sight[],
  seen: {
    readonly before: Sights;
    readonly after: Sights;
    readonly others: readonly Pick<Sight, 'tier' | 'service'>[];
  },
): Promise<readonly string[]> {
  const named = new Set([...stated, ...seen.others].map(nameOf));
  const wrong = await Promise.all(stated.map((sight) => compareSight(stage, sight)));
  const changed = [...seen.after].flatMap(([name, page]) => {
    const was = seen.before.get(name)?.text;
    return named.has(name) || was === page.text
      ? []
      : [`${name} answers ${said(page.text)} at ${VERSION}, and before the act ${said(was)}; wanted no change.`];
  });
  return [...wrong.flat(), ...changed];
}

const said = (text: string | undefined): string => (text === undefined ? 'nothing' : `"${text.slice(0, 200)}"`);

async function compareSight(stage: Pick<Stage, 'visit'>, { tier, service, path, shows }: Sight): Promise<string[]> {
  let body: string;
  try {
    body = await stage.visit(tier, service, path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`${service} in ${tier} does not answer at ${path} (${why}), wanted a page that shows "${shows}".`];
  }
  return body.includes(shows)
    ? []
    : [`${service} in ${tier} does not show "${shows}" at ${path}: other bytes run than were deployed.`];
}
