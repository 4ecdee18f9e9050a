/** What the API promises to answer. Another release of it may break that, and so may whatever else answers at its address. */
const IDENTIFIER = /^[0-9a-f]{32}$/;

const hasTexts = (value, names) =>
  typeof value === 'object' && value !== null && names.every((name) => typeof value[name] === 'string');

const isAgent = (value) => hasTexts(value, ['id', 'name', 'instructions', 'created_at']) && IDENTIFIER.test(value.id);
const isExecution = (value) => hasTexts(value, ['input', 'output', 'outcome', 'executed_at']);

export const USER = {
  is: (value) => hasTexts(value, ['user']) && Number.isSafeInteger(value.sessions),
  name: 'user',
};
export const AN_AGENT = { is: isAgent, name: 'agent' };
export const AGENTS = { is: (value) => Array.isArray(value) && value.every(isAgent), name: 'list of agents' };
export const EXECUTIONS = {
  is: (value) => Array.isArray(value) && value.every(isExecution),
  name: 'list of executions',
};
