export { addPolicyCommands } from './addPolicyCommands';
