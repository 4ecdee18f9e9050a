import { limitOf } from '../../../catalogue/github-limits.ts';

/** What a reader of YAML meets: the start of a list or map, its end, a value. */
interface Event {
  readonly type: number;
}

/** Which of them begin and end a level. */
interface Levels {
  readonly begin: readonly number[];
  readonly end: readonly number[];
}

/** Start and end of the stream are nodes for GitHub, too; a reader here has no events for them. */
const AROUND = 2;

/** The events of a file, until there are too many or they are too deep: what an alias names counts each time, so that a short file
 *  cannot keep its reader busy for hours.
 *  @throws with GitHub's words
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs (MoveNext)
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs (ReadValue) */
export function* boundedEvents<Given extends Event>(events: Iterable<Given>, { begin, end }: Levels): Generator<Given> {
  let nodes = AROUND;
  let depth = 0;
  for (const event of events) {
    nodes += 1;
    if (begin.includes(event.type)) depth += 1;
    if (end.includes(event.type)) depth -= 1;
    if (depth > limitOf('workflow-depth')) throw new Error('Maximum object depth exceeded');
    if (nodes > limitOf('workflow-nodes')) throw new Error('Maximum YAML nodes exceeded');
    yield event;
  }
}
