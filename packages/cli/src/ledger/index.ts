export { addLedgerCommands } from './addLedgerCommands';
