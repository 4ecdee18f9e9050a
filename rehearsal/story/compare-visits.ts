import type { Answered } from '../edge/visit.ts';
import type { Stage } from './stage.ts';
import type { VisitStatement } from './visit-statement.ts';

/** Comes to edges as stated. @returns one sentence for each visit that went otherwise */
export async function compareVisits(
  stage: Pick<Stage, 'knock'>,
  stated: readonly VisitStatement[],
): Promise<readonly string[]> {
  return (await Promise.all(stated.map((visit) => compareVisit(stage, visit)))).flat();
}

async function compareVisit(stage: Pick<Stage, 'knock'>, visit: VisitStatement): Promise<readonly string[]> {
  const { tier, by, host, path, from, forges } = visit;
  const who = `${by}://${host}${path}, asked at the edge of ${tier} from ${from}${forges === undefined ? '' : ` in the name of ${forges}`},`;
  const headers = forges === undefined ? {} : { 'x-forwarded-for': forges };
  try {
    return deviations(visit, await stage.knock(tier, { by, host, path, from, headers })).map(
      (sentence) => `${who} ${sentence}`,
    );
  } catch (error) {
    return [`${who} does not answer (${error instanceof Error ? error.message : String(error)}).`];
  }
}

/** What follows from another status is not said as well. */
function deviations({ gets }: VisitStatement, { status, headers, body }: Answered): readonly string[] {
  if (status !== gets.status) return [`answers ${status}, wanted ${gets.status}.`];
  return [
    ...Object.entries(gets.headers ?? {}).flatMap(([name, value]) =>
      headers[name] === value ? [] : [`answers with ${name} "${String(headers[name] ?? '')}", wanted "${value}".`],
    ),
    ...(gets.shows === undefined || body.includes(gets.shows) ? [] : [`does not show "${gets.shows}".`]),
  ];
}
