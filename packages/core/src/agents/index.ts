export { agentNamed, agentsPath, agentsSchema, parseAgents, type Agents, type TrustedAgent } from './agents.ts';
