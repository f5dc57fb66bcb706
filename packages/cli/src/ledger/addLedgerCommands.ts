import { main as verifier } from '@backstage-prefect/ledger-verify';
import type { Command } from 'commander';
import type { ExitCode, Shell } from '../Host';

type Options = {
  readonly key: readonly string[];
  readonly anchor?: string;
  readonly maxAge?: string;
  readonly json?: true;
};

/** `ledger …`: what `backstage-prefect-ledger` does, under the name of this program. */
export function addLedgerCommands(program: Command, shell: Shell): void {
  const ledger = program
    .command('ledger')
    .helpCommand(false)
    .description('verify what the ledger has recorded');
  ledger
    .command('verify')
    .description(
      'verify an export of the ledger: was it changed, is anything missing',
    )
    .argument('<export>', 'file with the export')
    .requiredOption(...keyOption())
    .option('--anchor <file>', 'the anchor file from the second place')
    .option('--max-age <seconds>', 'how old the export may be')
    .option('--json', 'the report as JSON')
    .action((file: string, options: Options) =>
      verify(shell, ['verify', file], options),
    );
  ledger
    .command('proof')
    .description('verify the proof of one entry')
    .argument('<file>', 'file with the proof')
    .requiredOption(...keyOption())
    .action((file: string, options: Options) =>
      verify(shell, ['proof', file], options),
    );
}

function keyOption(): [
  string,
  string,
  (key: string, before?: readonly string[]) => string[],
] {
  return [
    '--key <file>',
    'Ed25519 public key that you trust (PEM); may be repeated',
    (key, before = []) => [...before, key],
  ];
}

async function verify(
  shell: Shell,
  command: readonly string[],
  { key, anchor, maxAge, json }: Options,
): Promise<void> {
  const args = [
    ...command,
    ...key.map(file => `--key=${file}`),
    ...(anchor === undefined ? [] : [`--anchor=${anchor}`]),
    ...(maxAge === undefined ? [] : [`--max-age=${maxAge}`]),
    ...(json ? ['--json'] : []),
  ];
  shell.end((await verifier(args, shell)) as ExitCode);
}
