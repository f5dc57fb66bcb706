import { Command, CommanderError } from 'commander';
import type { ExitCode, Host, Shell } from './Host';
import { addLedgerCommands } from './ledger';
import { addPolicyCommands } from './policy';
import { UsageError } from './UsageError';

const EXIT_CODES = `
Exit codes: 0 all is well, 1 refused, denied or failed, 2 wrong use.`;

/** The program; answers its exit code. */
export async function main(
  args: readonly string[],
  host: Host,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const end = (ended: ExitCode) => {
    code = ended;
  };
  try {
    await createProgram({ ...host, end }).parseAsync([...args], {
      from: 'user',
    });
    return code;
  } catch (error) {
    return codeOf(error, host);
  }
}

function createProgram(shell: Shell): Command {
  const program = new Command('backstage-prefect')
    .description('Backstage Prefect: policies and the ledger, without a server')
    .version(shell.version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: text => shell.out(text.trimEnd()),
      writeErr: text => shell.err(text.trimEnd()),
      getOutHasColors: () => shell.colors,
      getErrHasColors: () => false,
    })
    .helpOption('--help', 'print this text')
    .helpCommand(false)
    .showHelpAfterError('Add --help for how it is used.')
    .addHelpText('afterAll', EXIT_CODES);
  addPolicyCommands(program, shell);
  addLedgerCommands(program, shell);
  return program;
}

function codeOf(error: unknown, host: Host): ExitCode {
  // It has said so itself, or shown its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  host.err(error instanceof Error ? error.message : String(error));
  return error instanceof UsageError || isOfFiles(error) ? 2 : 1;
}

/** A path that is not there, is no folder, or may not be read. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
