import type { ActionDefinition } from './action-definition.ts';
import { type ActionFile, readAction } from './read-action.ts';

/** Reads an `action.yml`. @throws as {@link readAction} does */
export type ReadAction = (file: ActionFile) => ActionDefinition;

/** Reads each text once: every event looks into the actions of its commit, and most commits change none of them. */
export function rememberedActions(read: ReadAction = readAction): ReadAction {
  const answers = new Map<string, () => ActionDefinition>();
  return (file) => {
    const key = [file.name, file.path, file.content].join('\0');
    const answer = answers.get(key) ?? answerOf(read, file);
    answers.set(key, answer);
    return answer();
  };
}

function answerOf(read: ReadAction, file: ActionFile): () => ActionDefinition {
  try {
    const definition = read(file);
    return () => definition;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
